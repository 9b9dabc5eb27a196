/** An embedded broker on a free port with an inbox over a journal in memory, and clients good and bad for it. */

import net from 'node:net';
import mqtt, { type MqttClient } from 'mqtt';
import { type EmbeddedBroker, type EmbeddedBrokerOptions, startEmbeddedBroker } from '../../server/adapters/mqtt/embeddedBroker.ts';
import type { DoorRefusal } from '../../server/doorPorts.ts';
import { createInbox } from '../../server/inbox.ts';
import type { Clock } from '../../server/ports.ts';
import { type CollectingPipeline, createCollectingPipeline } from './collectingPipeline.ts';
import { createMemoryJournal, type MemoryJournal } from './memoryJournal.ts';
import { CORPUS_NOW, corpusIds } from './mqttCorpus.ts';

export type TestBroker = {
  readonly broker: EmbeddedBroker;
  readonly url: string;
  readonly journal: MemoryJournal;
  readonly pipeline: CollectingPipeline;
  readonly refusals: readonly DoorRefusal[];
  /** A connected MQTT 3.1.1 client; ended with the broker. */
  client(options?: mqtt.IClientOptions): Promise<MqttClient>;
  /** Writes bytes to the port; settles when the other side hangs up, with what it said. */
  raw(bytes: Uint8Array): { readonly socket: net.Socket; readonly closed: Promise<Buffer> };
  stop(): Promise<void>;
};

export const corpusClock: Clock = { simulated: false, now: () => CORPUS_NOW, speed: () => null };

export async function startTestBroker(options: Partial<EmbeddedBrokerOptions> = {}): Promise<TestBroker> {
  const journal = createMemoryJournal();
  const pipeline = createCollectingPipeline();
  const refusals: DoorRefusal[] = [];
  const onRefused = (refusal: DoorRefusal): void => void refusals.push(refusal);
  const maySpeakFor = options.access?.maySpeakFor;
  const inbox = createInbox({
    journal,
    known: corpusIds,
    clock: corpusClock,
    pipeline,
    onRefused,
    ...(maySpeakFor ? { maySpeakFor } : {}),
  });
  const broker = await startEmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    intake: inbox,
    clock: corpusClock,
    recording: journal.recording,
    onRefused,
    ...options,
  });
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const clients: MqttClient[] = [];
  const sockets: net.Socket[] = [];
  return {
    broker,
    url,
    journal,
    pipeline,
    refusals,
    async client(more = {}) {
      const client = mqtt.connect(url, { protocolVersion: 4, reconnectPeriod: 0, ...more });
      clients.push(client);
      client.on('error', () => {});
      await new Promise<void>((resolve, reject) => {
        client.once('connect', () => resolve());
        client.once('error', reject);
        client.once('close', () => reject(new Error('closed before it was connected')));
      });
      return client;
    },
    raw(bytes) {
      const socket = net.connect(broker.port, '127.0.0.1');
      sockets.push(socket);
      const said: Buffer[] = [];
      socket.on('data', (chunk) => said.push(chunk));
      socket.on('error', () => {});
      const closed = new Promise<Buffer>((resolve) => socket.once('close', () => resolve(Buffer.concat(said))));
      socket.write(bytes);
      return { socket, closed };
    },
    async stop() {
      for (const client of clients) client.end(true);
      for (const socket of sockets) socket.destroy();
      await broker.stop();
    },
  };
}
