/** The broker inside Relight: what it acknowledges is committed, what is bad is turned away and named. */

import type { MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import type { Access } from '../../../../server/doorPorts.ts';
import { eventually } from '../../../support/eventually.ts';
import { goodSwitch } from '../../../support/mqttCorpus.ts';
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

describe('what is acknowledged', () => {
  it('[P1] no PUBACK leaves before the commit', async () => {
    door = await startTestBroker();
    const client = await door.client();
    const release = door.journal.hold();
    let acknowledged = false;
    const published = client.publishAsync(SWITCH, goodSwitch(), { qos: 1 }).then(() => {
      acknowledged = true;
    });
    await client.publishAsync('spBv1.0/a/NDATA/rtu', 'x', { qos: 1 });
    expect([acknowledged, door.journal.rows.length]).toEqual([false, 0]);
    release();
    await published;
    expect(door.journal.rows).toHaveLength(1);
  });

  it('[P12] a store that cannot record gets no acknowledgement, and nobody may connect until it can', async () => {
    door = await startTestBroker();
    const client = await door.client();
    door.journal.setRecording(false);
    const closed = closedOf(client);
    client.publish(SWITCH, goodSwitch(), { qos: 1 });
    await closed;
    await expect(door.client()).rejects.toThrow(/Server unavailable/i);
    door.journal.setRecording(true);
    await expectStillServing();
    expect(door.journal.totals().accepted).toBe(1);
  });

  it('one chunk of publishes is committed in order', async () => {
    door = await startTestBroker();
    const client = await door.client();
    const payloads = Array.from({ length: 300 }, () => goodSwitch());
    await Promise.all(payloads.map((payload) => client.publishAsync(SWITCH, payload, { qos: 1 })));
    expect(door.journal.rows.map(({ payload }) => Buffer.from(payload).toString())).toEqual(payloads);
  });

  it('[E18] the last will of a client that is gone is committed and takes the time of receipt', async () => {
    door = await startTestBroker();
    const will = {
      topic: 'grid/v1/-/source/rtu-1',
      payload: Buffer.from('{"at":"2026-01-05T08:00:00Z","online":false}'),
      qos: 1,
      retain: false,
    } as const;
    const client = await door.client({ will });
    client.stream.destroy();
    await eventually(() => door.pipeline.heard.length === 1);
    expect(door.pipeline.heard[0]?.messages[0]).toMatchObject({
      kind: 'source',
      id: 'rtu-1',
      online: false,
      at: Date.parse('2026-01-05T10:00:01Z'),
    });
    expect(door.journal.rows[0]?.flags).toContain('last-will');
  });

  it('a client that says goodbye leaves nothing behind, and stopping the server is nobody’s death', async () => {
    door = await startTestBroker();
    const will = {
      topic: 'grid/v1/-/source/rtu-1',
      payload: Buffer.from('{"at":"2026-01-05T08:00:00Z","online":false}'),
      qos: 1,
      retain: false,
    } as const;
    const polite = await door.client({ will });
    await polite.endAsync();
    await door.client({ will });
    await door.stop();
    expect(door.journal.rows).toHaveLength(0);
  });
});

/** rtu-a and rtu-b with a password each; each may speak for itself, rtu-a only about `cb`. */
const lists: Access = {
  async authenticate({ username, password, clientId }) {
    if (username === null || password !== `secret of ${username}`) return { ok: false, reason: 'auth-required' };
    return clientId === username ? { ok: true, identity: username } : { ok: false, reason: 'id-mismatch' };
  },
  mayPublish: (identity, topic) => identity !== 'rtu-a' || topic.endsWith('/cb'),
  maySubscribe: () => false,
  maySpeakFor: (identity, source) => source === identity,
};

describe('access lists', () => {
  const login = (name: string, clientId = name) => door.client({ username: name, password: `secret of ${name}`, clientId });

  it('[P15] J117 nobody connects without credentials', async () => {
    door = await startTestBroker({ access: lists });
    await expect(door.client({ clientId: 'rtu-a' })).rejects.toThrow(/Not authorized/i);
    expect(reasons()).toEqual(['auth-required']);
  });

  it('[P15] J118 the session of another source cannot be taken over', async () => {
    door = await startTestBroker({ access: lists });
    const other = await login('rtu-b');
    await expect(login('rtu-a', 'rtu-b')).rejects.toThrow(/Identifier rejected/i);
    expect([other.connected, reasons()]).toEqual([true, ['id-mismatch']]);
  });

  it.each([
    ['J103', 'grid/v1/-/switch/r1', 'rtu-a', 'not-allowed'],
    ['J105', SWITCH, 'rtu-b', 'source-mismatch'],
  ])('[P15] %s a publish to %s as source %s ends the connection and stores nothing', async (_, topic, source, reason) => {
    door = await startTestBroker({ access: lists });
    const client = await login('rtu-a');
    const closed = closedOf(client);
    client.publish(topic, JSON.stringify({ at: 1_767_607_200_000, position: 'open', source, seq: 1 }), { qos: 1 });
    await closed;
    expect(reasons()).toEqual([reason]);
    expect([door.journal.rows.length, door.journal.totals().rejected]).toEqual([0, 0]);
  });
});

describe('what leaves', () => {
  it('[P16] meter pings reach a meter source, nothing else gets out', async () => {
    door = await startTestBroker();
    const meters = await door.client();
    const heard: string[] = [];
    meters.on('message', (topic) => heard.push(topic));
    await meters.subscribeAsync('grid/v1/+/ping/+', { qos: 1 });
    await door.broker.publishOwn('grid/v1/a/ping/sp-t1-0', '{"id":"p-1"}');
    await eventually(() => heard.length === 1);
    for (const topic of [SWITCH, 'spBv1.0/a/DCMD/rtu/cb', 'spBv1.0/a/NCMD/rtu', '$SYS/x']) {
      await expect(door.broker.publishOwn(topic, '{"position":"open"}')).rejects.toThrow(/never publishes|only command/);
    }
    expect(heard).toEqual(['grid/v1/a/ping/sp-t1-0']);
  });

  it('[P16] a ping request of somebody else reaches no meter', async () => {
    door = await startTestBroker();
    const meters = await door.client();
    const heard: string[] = [];
    meters.on('message', (_, payload) => heard.push(payload.toString()));
    await meters.subscribeAsync('grid/v1/+/ping/+', { qos: 1 });
    const other = await door.client();
    await other.publishAsync('grid/v1/a/ping/sp-t1-0', 'forged', { qos: 1 });
    await door.broker.publishOwn('grid/v1/a/ping/sp-t1-0', 'ours');
    await eventually(() => heard.length > 0);
    expect(heard).toEqual(['ours']);
    expect(door.journal.reasons().get('ping-request')).toBe(1);
  });

  it('[P16] our own clients on loopback are held to the same list', async () => {
    door = await startTestBroker();
    const { username, password } = door.broker.internal;
    const own = await door.client({ username, password });
    const closed = closedOf(own);
    own.publish('spBv1.0/a/DCMD/rtu/cb', 'x', { qos: 0 });
    await closed;
    await expect(door.client({ username, password: 'guessed' })).rejects.toThrow(/Not authorized/i);
  });
});

describe('running', () => {
  it('a taken port is an error that names the setting', async () => {
    door = await startTestBroker();
    await expect(startTestBroker({ port: door.broker.port })).rejects.toThrow(/taken by another program: set RELIGHT_MQTT_PORT/);
  });

  it('its own canary message came through', async () => {
    door = await startTestBroker();
    expect(door.broker.healthy()).toBe(true);
    await door.stop();
    expect(door.broker.healthy()).toBe(false);
  });
});
