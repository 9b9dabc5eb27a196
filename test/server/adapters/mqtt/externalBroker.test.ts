/** An external broker: what is committed is acknowledged, what is not comes again, and a lost session is noticed. */

import mqtt, { type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBrokerUrls } from '../../../../server/adapters/mqtt/brokerUrl.ts';
import { type ExternalBroker, type ExternalBrokerOptions, startExternalBroker } from '../../../../server/adapters/mqtt/externalBroker.ts';
import { createInbox } from '../../../../server/inbox.ts';
import { type CollectingPipeline, createCollectingPipeline } from '../../../support/collectingPipeline.ts';
import { eventually } from '../../../support/eventually.ts';
import { createMemoryJournal, type MemoryJournal } from '../../../support/memoryJournal.ts';
import { type Mosquitto, prepareMosquitto, withoutMosquitto } from '../../../support/mosquitto.ts';
import { corpusIds, goodSwitch } from '../../../support/mqttCorpus.ts';
import { corpusClock } from '../../../support/testBroker.ts';

const SWITCH = 'grid/v1/-/switch/cb';

describe.skipIf(withoutMosquitto !== false)(`external broker${withoutMosquitto ? ` (${withoutMosquitto})` : ''}`, () => {
  let mosquitto: Mosquitto;
  let journal: MemoryJournal;
  let pipeline: CollectingPipeline;
  let brokers: ExternalBroker[];
  let gaps: string[];
  let lines: string[];
  let publisher: MqttClient | null;

  beforeEach(async () => {
    mosquitto = await prepareMosquitto();
    await mosquitto.start();
    journal = createMemoryJournal();
    pipeline = createCollectingPipeline();
    brokers = [];
    gaps = [];
    lines = [];
    publisher = null;
  });

  afterEach(async () => {
    publisher?.end(true);
    await Promise.all(brokers.map((broker) => broker.stop()));
    await mosquitto.remove();
  });

  function listen(more: Partial<ExternalBrokerOptions> = {}): ExternalBroker {
    const read = readBrokerUrls(mosquitto.url);
    const address = read.ok ? read.brokers[0] : undefined;
    if (!address) throw new Error('no address');
    const broker = startExternalBroker({
      address,
      clientId: 'relight-test',
      intake: createInbox({ journal, known: corpusIds, clock: corpusClock, pipeline }),
      clock: corpusClock,
      journal,
      sessionExpected: false,
      onCoverageGap: (name) => gaps.push(name),
      random: () => 0.01,
      log: (line) => lines.push(line),
      ...more,
    });
    brokers.push(broker);
    return broker;
  }

  async function publish(count: number, retain = false): Promise<void> {
    publisher ??= await mqtt.connectAsync(mosquitto.url, { protocolVersion: 5 });
    const client = publisher;
    await Promise.all(Array.from({ length: count }, () => client.publishAsync(SWITCH, goodSwitch(), { qos: 1, retain })));
  }

  it('[P1] what could not be recorded comes again when it can, in order and once', async () => {
    const broker = listen();
    await eventually(broker.connected);
    const release = journal.hold();
    await publish(50);
    journal.setRecording(false);
    release();
    await eventually(() => !broker.connected());
    journal.setRecording(true);
    await eventually(() => pipeline.heard.length === 50);
    expect(journal.totals()).toMatchObject({ accepted: 50, rejected: 0 });
    const seqs = pipeline.heard.map(({ messages }) => messages[0]?.seq ?? 0);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  });

  it('[P1] the broker keeps what comes while we are away, and that is no gap', async () => {
    const first = listen();
    await eventually(first.connected);
    await first.stop();
    await publish(100);
    listen({ sessionExpected: true });
    await eventually(() => pipeline.heard.length === 100);
    expect(gaps).toEqual([]);
  });

  it('[E15] a lost session is a coverage gap, and the loss of the broker is told', async () => {
    const broker = listen();
    await eventually(broker.connected);
    await mosquitto.kill();
    await eventually(() => pipeline.brokers.length === 2);
    mosquitto.forget();
    await mosquitto.start();
    await eventually(broker.connected);
    await eventually(() => pipeline.brokers.length === 3);
    expect(gaps).toEqual([broker.name]);
    expect(pipeline.brokers.map(({ connected }) => connected)).toEqual([true, false, true]);
  });

  it('[E19] a broker that cannot be reached at the start is told as lost, and tried again', async () => {
    await mosquitto.kill();
    const broker = listen();
    await eventually(() => broker.attempts() > 2);
    expect(pipeline.brokers).toMatchObject([{ broker: broker.name, connected: false }]);
    await mosquitto.start();
    await eventually(broker.connected);
  });

  it('[INV-5] J108 a stored copy has no effect, a live publish with the retain flag has', async () => {
    await publish(1, true);
    const broker = listen();
    await eventually(broker.connected);
    await publish(1, true);
    await eventually(() => pipeline.heard.length > 0);
    expect(journal.totals()).toMatchObject({ accepted: 1 });
  });

  it('[P23] neither log nor name shows the credentials', async () => {
    const read = readBrokerUrls(mosquitto.url.replace('//', '//someone:hunter2@'));
    const address = read.ok ? read.brokers[0] : undefined;
    const broker = listen(address ? { address } : {});
    await eventually(broker.connected);
    await mosquitto.kill();
    await eventually(() => !broker.connected());
    expect(address).toMatchObject({ username: 'someone', password: 'hunter2' });
    expect([...lines, broker.name].join()).not.toMatch(/hunter2|someone/);
  });
});

describe('RELIGHT_MQTT_URL', () => {
  it('holds several brokers, and a wrong one is named by its place, never by its text', () => {
    expect(readBrokerUrls('mqtt://a:1883, mqtts://u:p%40ss@b')).toEqual({
      ok: true,
      brokers: [
        { name: 'mqtt://a:1883', username: null, password: null },
        { name: 'mqtts://b', username: 'u', password: 'p@ss' },
      ],
    });
    expect(readBrokerUrls('mqtt://a,http://u:secret@b')).toEqual({
      ok: false,
      place: 2,
      problem: 'must start with mqtt://, mqtts://, ws:// or wss://',
    });
  });
});
