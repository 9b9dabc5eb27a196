/** Publishes over real MQTT, QoS 1: each source on its own connection with its last will, in order, with bounded waiting. */

import mqtt, { type MqttClient } from 'mqtt';
import { formatTime } from '../shared/time.ts';
import { jsonTopic } from '../shared/topics.ts';
import type { Outgoing } from './post.ts';

export type Publisher = {
  /** Resolves as soon as there is room for the next one. */
  publish(message: Outgoing): Promise<void>;
  /** Resolves when the broker has acknowledged everything. */
  drained(): Promise<void>;
  readonly published: number;
  stop(): Promise<void>;
};

export type PublisherOptions = {
  readonly url: string;
  readonly sources: readonly string[];
  /** Written into `online` and last will, epoch milliseconds. */
  readonly at: number;
  /** Unacknowledged publishes at once, over all connections. */
  readonly inFlight?: number;
  readonly onPing?: (servicePoint: string) => void;
  /** How long to look for the broker before giving up. */
  readonly patienceMs?: number;
};

const KEEPALIVE_S = 10;
const IN_FLIGHT = 400;
const PATIENCE_MS = 20_000;
const PING_FILTER = jsonTopic('+', 'ping', '+');

/** @throws when the broker is not found within the patience, or refuses us */
export async function startPublisher(options: PublisherOptions): Promise<Publisher> {
  const limit = options.inFlight ?? IN_FLIGHT;
  const clients = new Map<string, MqttClient>();
  for (const source of options.sources) clients.set(source, await connect(options, source));
  const shared = await connect(options, null);
  if (options.onPing) listenForPings(shared, options.onPing);

  let waiting = 0;
  let published = 0;
  let failure: Error | null = null;
  let wake: (() => void) | null = null;

  function acknowledged(error?: Error | null): void {
    waiting -= 1;
    if (error) failure = error;
    wake?.();
  }

  async function below(count: number): Promise<void> {
    while (waiting > count && !failure) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    wake = null;
    if (failure) throw failure;
  }

  function send({ source, topic, payload }: Outgoing): void {
    waiting += 1;
    published += 1;
    const bytes = typeof payload === 'string' ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
    (clients.get(source) ?? shared).publish(topic, bytes, { qos: 1 }, acknowledged);
  }

  for (const source of options.sources) {
    send({ source, topic: jsonTopic(null, 'source', source), payload: presence(options.at, true) });
  }
  return {
    async publish(message) {
      send(message);
      if (waiting >= limit) await below(limit / 2);
    },
    drained: () => below(0),
    get published() {
      return published;
    },
    async stop() {
      await Promise.all([...clients.values(), shared].map((client) => client.endAsync()));
    },
  };
}

const presence = (at: number, online: boolean): string => JSON.stringify({ at: formatTime(at), online });

async function connect({ url, at, patienceMs = PATIENCE_MS }: PublisherOptions, source: string | null): Promise<MqttClient> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const client = mqtt.connect(url, {
      clientId: `simulator-${source ?? 'clock'}-${process.pid}-${Math.floor(performance.now() * 1_000)}`,
      keepalive: KEEPALIVE_S,
      manualConnect: true,
      // A lost broker is looked for again; what it has not acknowledged is sent again.
      reconnectPeriod: 500,
      reconnectOnConnackError: false,
      ...(source === null
        ? {}
        : {
            will: { topic: jsonTopic(null, 'source', source), payload: Buffer.from(presence(at, false)), qos: 1 as const, retain: false },
          }),
    });
    const problem = await new Promise<Error | null>((resolve) => {
      client.once('connect', () => resolve(null));
      client.once('error', resolve);
      client.once('close', () => resolve(new Error(`no MQTT broker at ${withoutSecrets(url)}`)));
      client.connect();
    });
    if (!problem) {
      // Later errors are answered by the reconnect; without a listener they would end the program.
      client.on('error', () => undefined);
      return client;
    }
    client.on('error', () => undefined);
    client.end(true);
    if (Date.now() > until) throw problem;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function listenForPings(client: MqttClient, onPing: (servicePoint: string) => void): void {
  client.on('message', (topic) => {
    const id = topic.split('/')[4];
    if (id) onPing(id);
  });
  // A broker that does not let us listen leaves pings unanswered, nothing else.
  client.subscribe(PING_FILTER, { qos: 0 }, () => undefined);
}

export const withoutSecrets = (url: string): string => url.replace(/\/\/[^@/]*@/, '//');
