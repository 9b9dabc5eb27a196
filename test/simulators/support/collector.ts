/** A plain broker in this process that keeps what was published and can be slow to acknowledge. */

import { type AddressInfo, createServer } from 'node:net';
import { Aedes } from 'aedes';

export type Collector = {
  readonly url: string;
  readonly messages: { readonly topic: string; readonly payload: Buffer; readonly client: string | null }[];
  publish(topic: string, payload: string): void;
  stop(): Promise<void>;
};

export async function startCollector(wanted = 0): Promise<Collector> {
  const broker = await Aedes.createBroker();
  const messages: { topic: string; payload: Buffer; client: string | null }[] = [];
  broker.authorizePublish = (client, packet, done) => {
    messages.push({ topic: packet.topic, payload: Buffer.from(packet.payload), client: client?.id ?? null });
    done(null);
  };
  const server = createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const address: string | AddressInfo | null = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    messages,
    publish: (topic, payload) => broker.publish({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false }, () => undefined),
    async stop() {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
