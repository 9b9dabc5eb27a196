/** Monitoring cannot control: what may leave is three kinds of message, through the few places that can publish at all. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { createOwnPublisher } from '../../../../server/adapters/mqtt/ownPublisher.ts';
import { mayLeave } from '../../../../shared/topics.ts';

const server = resolve(import.meta.dirname, '../../../../server');

it('[P16] only the brokers, the canary and the Sparkplug host can publish', () => {
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const publishing = files.filter((file) => /\.publish(Async)?\(/.test(readFileSync(join(server, file), 'utf8')));
  expect(publishing.sort()).toEqual([
    'adapters/mqtt/canary.ts',
    'adapters/mqtt/embeddedBroker.ts',
    'adapters/mqtt/externalBroker.ts',
    'adapters/sparkplug/outgoing.ts',
  ]);
});

it('[P16] pings, STATE and Rebirth requests may leave, events and device commands never', () => {
  const may = ['grid/v1/a/ping/sp-1', 'grid/v1/-/ping/sp-1', 'spBv1.0/STATE/relight', 'spBv1.0/a/NCMD/rtu-1'];
  const mayNot = [
    'grid/v1/a/switch/cb',
    'spBv1.0/a/DCMD/rtu-1/cb',
    'spBv1.0/a/NDATA/rtu-1',
    'grid/v1/a/ping/sp-1/x',
    'grid/v1/+/ping/#',
    '$SYS/x',
    '',
  ];
  expect([may.filter(mayLeave), mayNot.filter(mayLeave)]).toEqual([may, []]);
});

it('[P16] a command to an edge node is sent only when it is a Rebirth request', async () => {
  const sent: string[] = [];
  const publish = createOwnPublisher(async (topic) => void sent.push(topic));
  const metric = (name: string) => Buffer.concat([Buffer.from([0x12, name.length + 2, 0x0a, name.length]), Buffer.from(name)]);
  await publish('spBv1.0/a/NCMD/rtu-1', metric('Node Control/Rebirth'));
  await expect(publish('spBv1.0/a/NCMD/rtu-1', metric('Node Control/Reboot'))).rejects.toThrow(/only command/);
  const smuggled = Buffer.concat([metric('Node Control/Rebirth'), Buffer.alloc(100), metric('cb/position')]);
  await expect(publish('spBv1.0/a/NCMD/rtu-1', smuggled)).rejects.toThrow(/only command/);
  expect(sent).toHaveLength(1);
});
