/** The contract with mqtt.js that a version change must not break unseen (library traps 1 to 3). */

import net from 'node:net';
import { Aedes } from 'aedes';
import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deferAcknowledgement } from '../../../../server/adapters/mqtt/deferredAcknowledgement.ts';
import { eventually } from '../../../support/eventually.ts';

let broker: Aedes;
let server: net.Server;
let url: string;
const clients: MqttClient[] = [];
let acknowledged = 0;

beforeEach(async () => {
  broker = await Aedes.createBroker();
  acknowledged = 0;
  broker.on('ack', () => {
    acknowledged += 1;
  });
  server = net.createServer(broker.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await new Promise<void>((resolve) => broker.close(() => resolve()));
  await new Promise((resolve) => server.close(resolve));
});

async function connect(client: MqttClient): Promise<MqttClient> {
  clients.push(client);
  const connected = new Promise<void>((resolve) => client.once('connect', () => resolve()));
  if (!client.connected) client.connect();
  await connected;
  return client;
}

type Held = { readonly text: string; readonly acknowledge: () => void };

async function subscriber(clientId: string): Promise<{ readonly client: MqttClient; readonly held: Held[] }> {
  const held: Held[] = [];
  const client = mqtt.connect(url, { manualConnect: true, reconnectPeriod: 0, protocolVersion: 4, clean: false, clientId });
  deferAcknowledgement(client, ({ payload }, acknowledge) => held.push({ text: payload.toString(), acknowledge }));
  await connect(client);
  await client.subscribeAsync('t', { qos: 1 });
  return { client, held };
}

async function publish(count: number): Promise<void> {
  const client = await connect(mqtt.connect(url, { manualConnect: true, reconnectPeriod: 0, protocolVersion: 4 }));
  await Promise.all(Array.from({ length: count }, (_, i) => client.publishAsync('t', String(i), { qos: 1 })));
}

it('[P1] reading goes on while nothing is acknowledged, and what is acknowledged counts once', async () => {
  const { held } = await subscriber('one');
  await publish(200);
  await eventually(() => held.length === 200);
  expect(acknowledged).toBe(0);
  for (const { acknowledge } of held) acknowledge();
  await eventually(() => acknowledged === 200);
});

it('[P1] pings are answered while nothing is acknowledged', async () => {
  const { client, held } = await subscriber('one');
  await publish(1);
  await eventually(() => held.length === 1);
  const answered = new Promise((resolve) => client.on('packetreceive', ({ cmd }) => cmd === 'pingresp' && resolve(true)));
  client.sendPing();
  expect(await answered).toBe(true);
});

it('[P1] what was not acknowledged comes again on the next connection, and a late acknowledgement of the old one is not sent', async () => {
  const first = await subscriber('one');
  await publish(3);
  await eventually(() => first.held.length === 3);
  first.held[0]?.acknowledge();
  await eventually(() => acknowledged === 1);
  first.client.end(true);
  await eventually(() => broker.connectedClients === 1);
  const second = await subscriber('one');
  await eventually(() => second.held.length === 2);
  expect(second.held.map(({ text }) => text)).toEqual(['1', '2']);
  for (const { acknowledge } of first.held) acknowledge();
  await publish(1);
  await eventually(() => second.held.length === 3);
  expect(acknowledged).toBe(1);
});
