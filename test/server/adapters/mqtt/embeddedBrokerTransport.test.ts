/** The transport lines of the bad-input corpus against the real broker: turned away with their reason, and a good message right after. */

import type { MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import type { Access } from '../../../../server/doorPorts.ts';
import { eventually } from '../../../support/eventually.ts';
import { connectBytes, publishBytes, subscribeBytes } from '../../../support/mqttBytes.ts';
import { goodSwitch, readCorpus } from '../../../support/mqttCorpus.ts';
import { startTestBroker, type TestBroker } from '../../../support/testBroker.ts';

const SWITCH = 'grid/v1/-/switch/cb';
let door: TestBroker;
afterEach(() => door.stop());

const reasons = (): string[] => door.refusals.map(({ reason }) => reason);

const closedOf = (client: MqttClient): Promise<void> => new Promise((resolve) => client.once('close', () => resolve()));

/** A good message after a bad one is committed (corpus, assertion 2). */
async function expectStillServing(): Promise<void> {
  const before = door.journal.totals().accepted;
  const client = await door.client();
  await client.publishAsync(SWITCH, goodSwitch(), { qos: 1 });
  expect(door.journal.totals().accepted).toBe(before + 1);
}

async function expectHungUp(bytes: Uint8Array, reason: string): Promise<void> {
  await door.raw(bytes).closed;
  await eventually(() => reasons().includes(reason));
  await expectStillServing();
}

/** J109 to J113 as bytes, for runs without the corpus. */
const BYTES = new Map([
  ['J109', 'MAYAA2cvdng='],
  ['J110', 'EP///38ABE1RVFQE'],
  ['J111', 'EP////8B'],
  ['J112', 'R0VUIC8gSFRUUC8xLjENCkhvc3Q6IHgNCg0K'],
  ['J113', 'EBAABE1RVFQFAgA8AAADYWJj'],
]);

const everything: Access = {
  authenticate: async ({ clientId }) => ({ ok: true, identity: clientId }),
  mayPublish: () => true,
  maySubscribe: () => false,
  maySpeakFor: () => true,
};

describe('transport lines of the corpus', () => {
  it('J106 QoS 0 is taken and flagged', async () => {
    door = await startTestBroker();
    const client = await door.client();
    await client.publishAsync(SWITCH, goodSwitch(), { qos: 0 });
    await eventually(() => door.journal.reasons().get('qos0') === 1);
    expect(door.pipeline.heard).toHaveLength(1);
  });

  it('J107 the retain flag of a live event is taken off and no copy stays', async () => {
    door = await startTestBroker({ access: { ...everything, maySubscribe: () => true } });
    const heard: string[] = [];
    const listen = async (name: string): Promise<void> => {
      const client = await door.client();
      client.on('message', (_, payload) => heard.push(`${name} ${payload}`));
      await client.subscribeAsync('grid/v1/#', { qos: 1 });
    };
    const source = await door.client();
    await listen('early');
    const [first, second] = [goodSwitch(), goodSwitch()];
    await source.publishAsync(SWITCH, first, { qos: 1, retain: true });
    expect(door.journal.rows[0]?.flags).toContain('retain-stripped');
    await listen('late');
    await source.publishAsync(SWITCH, second, { qos: 1 });
    await eventually(() => heard.includes(`late ${second}`));
    expect(heard).toContain(`early ${first}`);
    expect(heard).not.toContain(`late ${first}`);
  });

  const bytesOf = (id: string): Buffer =>
    Buffer.from(readCorpus('mqtt-json').find((row) => row.id === id)?.bytesBase64 ?? BYTES.get(id) ?? '', 'base64');

  it.each([
    ['J109', 'PUBLISH before CONNECT', 'protocol-malformed'],
    ['J110', 'CONNECT that announces 256 MiB', 'too-large'],
    ['J111', 'five bytes of remaining length', 'protocol-malformed'],
    ['J112', 'HTTP request', 'protocol-malformed'],
    ['J113', 'MQTT 5', 'protocol-version'],
  ])('%s %s is refused as %s', async (id, _, reason) => {
    door = await startTestBroker();
    await expectHungUp(bytesOf(id), reason);
  });

  it('J113 the MQTT 5 client is told and the log says what to do', async () => {
    const lines: string[] = [];
    door = await startTestBroker({ log: (line) => lines.push(line) });
    expect([...(await door.raw(bytesOf('J113')).closed)]).toEqual([0x20, 2, 0, 1]);
    expect(lines.join()).toMatch(/3\.1\.1.*RELIGHT_MQTT_URL/);
  });

  it.each([
    ['J104', 'publish to $SYS', publishBytes('$SYS/broker/uptime', '0'), 'not-allowed'],
    ['J114', 'a wildcard in the topic', publishBytes('grid/v1/+/switch/cb', '{}'), 'topic-shape'],
    ['J115', 'a topic of 5,000 levels', publishBytes('a/'.repeat(5_000), '{}'), 'topic-shape'],
    ['J121', 'QoS 2', publishBytes(SWITCH, '{}', 2), 'qos2-refused'],
    ['J028', 'a 5 MB event', publishBytes(SWITCH, Buffer.alloc(5_000_000, 'a')), 'too-large'],
    ['J116', 'a 50 MiB publish', publishBytes(SWITCH, Buffer.alloc(50 * 2 ** 20, 'a')), 'too-large'],
  ])('%s %s ends the connection', async (_id, _name, bytes, reason) => {
    door = await startTestBroker();
    await expectHungUp(Buffer.concat([connectBytes('bad'), bytes]), reason);
    expect(door.journal.rows).toHaveLength(1);
  });

  it.each([
    ['J119', '#'],
    ['J120', '$share/g/grid/v1/#'],
    ['', 'grid/v1/#'],
    ['', 'relight/canary'],
  ])('%s SUBSCRIBE to %s is answered with 0x80', async (_, filter) => {
    door = await startTestBroker();
    const { socket } = door.raw(Buffer.concat([connectBytes('field'), subscribeBytes(filter)]));
    const said: number[] = [];
    socket.on('data', (chunk) => said.push(...chunk));
    await eventually(() => said.includes(0x90));
    expect(said.slice(said.indexOf(0x90))).toEqual([0x90, 3, 0, 1, 0x80]);
    expect(reasons()).toEqual(['not-allowed']);
  });

  it('J123 a subscriber that never reads is cut and the broker goes on', async () => {
    door = await startTestBroker({ access: { ...everything, maySubscribe: () => true }, drainTimeoutMs: 100 });
    const { socket } = door.raw(Buffer.concat([connectBytes('frozen'), subscribeBytes('spBv1.0/#')]));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const client = await door.client();
    const flood = async (): Promise<boolean> => {
      await client.publishAsync('spBv1.0/a/NDATA/rtu', Buffer.alloc(200_000), { qos: 1 });
      return reasons().includes('slow-client');
    };
    await eventually(flood, 20_000);
    await expectStillServing();
  });

  it('J122 a source far above its budget is slowed, then disconnected, and another one is not', async () => {
    door = await startTestBroker({ budget: { perSecond: 100, burst: 20, patienceMs: 200 } });
    const loud = await door.client({ clientId: 'rtu-a' });
    const cut = closedOf(loud);
    for (let i = 0; i < 1_000; i += 1) loud.publish(SWITCH, goodSwitch(), { qos: 1 });
    const quiet = await door.client({ clientId: 'rtu-b' });
    await quiet.publishAsync(SWITCH, goodSwitch(), { qos: 1 });
    await cut;
    expect(door.refusals).toMatchObject([{ reason: 'rate-limit', identity: 'rtu-a' }]);
    expect(door.journal.totals().accepted).toBeLessThan(500);
    await quiet.publishAsync(SWITCH, goodSwitch(), { qos: 1 });
  });
});
