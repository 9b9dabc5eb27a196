/** Publishes over real MQTT: each source on its own connection with its last will, in order, with bounded waiting. */

import mqtt, { type MqttClient } from 'mqtt';
import type { Connection } from './connection.ts';
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
  readonly connections: readonly Connection[];
  /** Time to write on the wire, epoch milliseconds. */
  readonly now: () => number;
  /** Unacknowledged publishes at once, over all connections. */
  readonly inFlight?: number;
  /** Told of each acknowledgement and how long it took. */
  readonly onAcknowledged?: (latencyMs: number) => void;
  /** How long to look for the broker before giving up. */
  readonly patienceMs?: number;
};

const KEEPALIVE_S = 10;
const IN_FLIGHT = 400;
const PATIENCE_MS = 20_000;
const RETRY_MS = 250;

/** @throws when the broker is not found within the patience, or refuses us */
export async function startPublisher(options: PublisherOptions): Promise<Publisher> {
  const limit = options.inFlight ?? IN_FLIGHT;
  const clients = new Map<string, MqttClient>();
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

  function sendOn(client: MqttClient, { topic, payload, qos = 1 }: Outgoing): void {
    waiting += 1;
    published += 1;
    const sentAt = performance.now();
    client.publish(topic, bufferOf(payload), { qos }, (error) => {
      options.onAcknowledged?.(performance.now() - sentAt);
      acknowledged(error);
    });
  }

  for (const connection of options.connections) {
    const client = await connect(options, connection);
    clients.set(connection.source, client);
    const hello = (): void => {
      for (const message of connection.hello(options.now())) sendOn(client, message);
    };
    client.on('connect', hello);
    hello();
  }
  const shared = await connect(options, null);
  return {
    async publish(message) {
      sendOn(clients.get(message.source) ?? shared, message);
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

const bufferOf = (payload: string | Uint8Array): string | Buffer =>
  typeof payload === 'string' ? payload : Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);

async function connect({ url, now, patienceMs = PATIENCE_MS }: PublisherOptions, connection: Connection | null): Promise<MqttClient> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const will = connection?.will(now());
    const client = mqtt.connect(url, {
      clientId: `simulator-${connection?.source ?? 'clock'}-${process.pid}-${Math.floor(performance.now() * 1_000)}`,
      keepalive: KEEPALIVE_S,
      manualConnect: true,
      // A lost broker is looked for again; what it has not acknowledged is sent again.
      reconnectPeriod: 500,
      will: will && { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: false },
    });
    const problem = await firstAnswer(client, url);
    // Later errors are answered by the reconnect; without a listener they would end the program.
    client.on('error', () => undefined);
    if (!problem) {
      if (connection?.listen) await listen(client, connection.listen);
      return client;
    }
    client.end(true);
    if (performance.now() > until) throw problem;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

const firstAnswer = (client: MqttClient, url: string): Promise<Error | null> =>
  new Promise((resolve) => {
    client.once('connect', () => resolve(null));
    client.once('error', resolve);
    client.once('close', () => resolve(new Error(`no MQTT broker at ${withoutSecrets(url)}`)));
    client.connect();
  });

/** A broker that does not let us listen leaves questions unanswered, nothing else. */
function listen(client: MqttClient, { filter, heard }: NonNullable<Connection['listen']>): Promise<void> {
  client.on('message', (topic, payload) => heard(topic, payload));
  return new Promise((resolve) => client.subscribe(filter, { qos: 0 }, () => resolve()));
}

export const withoutSecrets = (url: string): string => url.replace(/\/\/[^@/]*@/, '//');
