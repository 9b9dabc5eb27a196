/** The Sparkplug host on a real broker: session start to end, STATE under attack, lost lines, and the 91 assertions. */

import { connect } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { stateTopic } from '../../../../shared/topics.ts';
import { eventually } from '../../../support/eventually.ts';
import { type Mosquitto, prepareMosquitto, withoutMosquitto } from '../../../support/mosquitto.ts';
import type { LoggedPacket } from '../../../support/mqttProxy.ts';
import { connectEdge, type EdgeClient } from '../../../support/sparkplugEdgeClient.ts';
import { type Behaviours, checkHost, type Verdict } from '../../../support/sparkplugHostChecker.ts';
import { hostIds } from '../../../support/sparkplugHostIds.ts';
import { HOST_ID, type Rig, startRig } from '../../../support/sparkplugRig.ts';

const inMemory = (_folder: string, port: number): string => `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`;
const STATE = stateTopic(HOST_ID);

describe.skipIf(withoutMosquitto)(`the Sparkplug host${withoutMosquitto ? ` (${withoutMosquitto})` : ''}`, () => {
  let broker: Mosquitto;
  let other: Mosquitto;
  const rigs: Rig[] = [];
  const edges: EdgeClient[] = [];

  beforeAll(async () => {
    [broker, other] = await Promise.all([prepareMosquitto(inMemory), prepareMosquitto(inMemory)]);
    await Promise.all([broker.start(), other.start()]);
  });
  afterEach(async () => {
    for (const edge of edges.splice(0)) await edge.close();
    for (const rig of rigs.splice(0)) await rig.stop();
  });
  afterAll(async () => {
    await Promise.all([broker.remove(), other.remove()]);
  });

  async function rigOn(brokers: readonly Mosquitto[], version: 4 | 5 = 4, more: Parameters<typeof startRig>[2] = {}): Promise<Rig> {
    const rig = await startRig(
      brokers.map(({ port }) => port),
      version,
      more,
    );
    rigs.push(rig);
    await eventually(() => brokers.every((_, index) => rig.host.connected(`broker-${index + 1}`)));
    return rig;
  }

  async function edgeOn(on: Mosquitto, name: string, options = {}): Promise<EdgeClient> {
    const edge = await connectEdge(on.url, name, options);
    edges.push(edge);
    return edge;
  }

  const positions = (rig: Rig): string[] => rig.messages('switch').map(({ position, replay }) => `${position}${replay ? ' late' : ''}`);
  const own = (rig: Rig): LoggedPacket[] => rig.proxy.log.filter(({ from }) => from === 'client');
  const statesSent = (rig: Rig): { online: boolean; timestamp: number }[] =>
    own(rig).flatMap(({ packet }) => (packet.cmd === 'publish' && packet.topic === STATE ? [JSON.parse(packet.payload.toString())] : []));
  const say = async (payload: string): Promise<void> => {
    const client = connect(broker.url, { reconnectPeriod: 0 });
    await client.publishAsync(STATE, payload, { qos: 1, retain: true });
    await client.endAsync();
  };

  /** One life of a host: everything an edge can do to it, ending with a goodbye. */
  async function life(rig: Rig, name: string): Promise<Behaviours> {
    const edge = await edgeOn(broker, name);
    await edge.nodeBirth();
    await edge.deviceBirth(true);
    await edge.position(false, 3);
    await edge.position(true, 2);
    await eventually(() => positions(rig).length === 3);
    const filled = positions(rig).join() === 'closed,closed,open' && edge.rebirths() === 0;
    await edge.position(true, 9);
    await eventually(() => edge.rebirths() === 1);
    const lost = positions(rig).at(-1) === 'closed late' && rig.gaps().length === 1;
    await edge.nodeBirth();
    await edge.deviceBirth(true);
    await edge.deviceDeath();
    await eventually(() => rig.sources().at(-1) === `spb:a/${name}/cb false`);
    const [first] = statesSent(rig);
    await say(JSON.stringify({ online: false, timestamp: first?.timestamp }));
    await eventually(() => statesSent(rig).length >= 2);
    await edge.nodeBirth();
    await edge.deviceBirth(true);
    await eventually(() => rig.sources().at(-1) === `spb:a/${name}/cb true`);
    edge.tear();
    await eventually(() => rig.sources().slice(-2).join() === `spb:a/${name} false,spb:a/${name}/cb false`);
    return { 'gap filled': filled, 'gap ends in Rebirth': lost, 'device death': true, 'edge death': true };
  }

  it('[P3][P16] keeps each of the 91 assertions that a host without device commands can keep', async () => {
    const verdicts = new Map<string, Verdict>();
    for (const version of [4, 5] as const) {
      const rig = await rigOn([broker, other], version);
      const behaviours = await life(rig, `rtu-v${version}`);
      await rig.host.stop();
      const logs = rig.proxies.map(({ log }) => log);
      for (const [id, verdict] of checkHost(logs, HOST_ID, behaviours)) {
        if (verdicts.get(id) !== 'fail' && (verdict !== 'not exercised' || !verdicts.has(id))) verdicts.set(id, verdict);
      }
    }
    expect(verdicts.size).toBe(91);
    expect([...verdicts].filter(([, verdict]) => verdict === 'fail')).toEqual([]);
    expect([...verdicts].flatMap(([id, verdict]) => (verdict === 'not exercised' ? [id] : []))).toEqual(hostIds['device command']);
  });

  it('comes back after every lost line with a later time, subscribing before it says so', async () => {
    const rig = await rigOn([broker]);
    for (let round = 2; round <= 4; round += 1) {
      rig.proxy.cut();
      await eventually(() => rig.brokerNews.filter((news) => news.endsWith('up')).length === round);
    }
    const times = statesSent(rig).map(({ timestamp }) => timestamp);
    expect(times).toHaveLength(4);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    const failed = [...checkHost([rig.proxy.log], HOST_ID, {})].filter(([, verdict]) => verdict === 'fail');
    expect(failed).toEqual([]);
  });

  it('tries on when the broker refuses ten times', async () => {
    const rig = await rigOn([broker]);
    rig.proxy.refuse(10);
    rig.proxy.cut();
    await eventually(() => rig.brokerNews.filter((news) => news.endsWith('up')).length === 2);
    expect(own(rig).filter(({ packet }) => packet.cmd === 'connect')).toHaveLength(12);
  });

  it('[P6][E19] takes everything offline when the line is dead but still open, and closes nothing', async () => {
    const rig = await rigOn([broker], 4, { settings: { keepaliveS: 1 } });
    const edge = await edgeOn(broker, 'rtu-frozen');
    await edge.nodeBirth();
    await edge.deviceBirth(true);
    await eventually(() => positions(rig).length === 1);
    rig.proxy.freeze(true);
    await eventually(() => rig.brokerNews.at(-1) === 'broker-1 lost');
    await eventually(() => rig.sources().slice(-2).join() === 'spb:a/rtu-frozen false,spb:a/rtu-frozen/cb false');
    expect(positions(rig)).toEqual(['closed']);
    rig.proxy.freeze(false);
    await eventually(() => rig.brokerNews.at(-1) === 'broker-1 up');
    await eventually(() => edge.rebirths() > 0);
    await edge.nodeBirth();
    await edge.deviceBirth(true);
    await eventually(() => rig.sources().at(-1) === 'spb:a/rtu-frozen/cb true');
    expect(rig.gaps()).toMatchObject([{ source: 'spb:a/rtu-frozen' }]);
  });

  it('asks the edges an earlier run knew, and takes them for offline until they answer', async () => {
    const edge = await edgeOn(broker, 'rtu-silent', { answers: true });
    const rig = await rigOn([broker], 4, { knownSources: [{ source: 'spb:a/rtu-silent/cb', lastHeardAt: Date.now() - 60_000 }] });
    expect(rig.sources()).toEqual(['spb:a/rtu-silent false', 'spb:a/rtu-silent/cb false']);
    await eventually(() => rig.sources().at(-1) === 'spb:a/rtu-silent/cb true');
    expect(edge.rebirths()).toBe(1);
    expect(rig.gaps()).toHaveLength(1);
    expect(rig.host.progress()).toEqual({ live: 1, total: 1 });
    expect(rig.ignored).not.toContain('sp-command-seen');
  });

  it('asks for everything again when something could not be recorded', async () => {
    const rig = await rigOn([broker]);
    const edge = await edgeOn(broker, 'rtu-disk', { answers: true });
    await edge.nodeBirth();
    await edge.deviceBirth(true);
    await eventually(() => positions(rig).length === 1);
    rig.fail(true);
    await edge.position(false);
    await eventually(() => edge.rebirths() > 0);
    rig.fail(false);
    await eventually(() => rig.host.progress().live === 1 && rig.sources().at(-1) === 'spb:a/rtu-disk/cb true');
    expect(rig.gaps().length).toBeGreaterThan(0);
  });

  it('tells a death that could not be recorded as soon as it can', async () => {
    const rig = await rigOn([broker]);
    const edge = await edgeOn(broker, 'rtu-owed');
    await edge.nodeBirth();
    await eventually(() => rig.sources().length === 1);
    rig.fail(true);
    edge.tear();
    await eventually(() => rig.host.edges().some(({ phase }) => phase === 'dead'));
    rig.fail(false);
    await eventually(() => rig.sources().at(-1) === 'spb:a/rtu-owed false');
  });

  describe('STATE', () => {
    it('said by somebody else is put right, reported, and answered with a fresh time', async () => {
      const rig = await rigOn([broker], 4, { settings: { defendEveryMs: 60_000 } });
      await say(JSON.stringify({ online: false, timestamp: 1_767_000_000_000 }));
      await eventually(() => rig.brokerNews.filter((news) => news.endsWith('up')).length === 2);
      expect(rig.reasons()).toEqual(['state-forged']);
      expect(rig.alarms).toEqual([expect.stringMatching(/^state-forged broker-1/)]);
      const before = own(rig).length;
      await say('');
      await eventually(() => rig.reasons().length === 2);
      await eventually(() => own(rig).length > before);
      expect(rig.brokerNews.at(-1)).toBe('broker-1 up');
      expect(rig.brokerNews.filter((news) => news.endsWith('up'))).toHaveLength(2);
      expect(statesSent(rig).at(-1)?.online).toBe(true);
    });

    it('of a second host with our id is reported and not fought', async () => {
      const rig = await rigOn([broker]);
      await say(JSON.stringify({ online: true, timestamp: 1_900_000_000_000 }));
      await eventually(() => rig.alarms.length === 1);
      expect(statesSent(rig)).toHaveLength(1);
    });
  });

  it('counts commands of other hosts and never takes them for data', async () => {
    const rig = await rigOn([broker]);
    const edge = await edgeOn(broker, 'rtu-commanded');
    await edge.client.publishAsync('spBv1.0/a/DCMD/rtu-commanded/cb', Buffer.from([8, 1]));
    await eventually(() => rig.ignored.includes('sp-command-seen'));
    expect(rig.rows).toEqual([]);
  });
});
