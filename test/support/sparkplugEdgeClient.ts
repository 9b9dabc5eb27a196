/** A Sparkplug edge on a real broker: births, data with any seq, a Will, and a line that can be torn. */

import { connect, type MqttClient } from 'mqtt';
import { dataType } from '../../shared/sparkplug/dataType.ts';
import { encodePayload, type MetricToSend } from '../../shared/sparkplug/encodePayload.ts';
import { type DataVerb, dataTopic } from '../../shared/sparkplug/topic.ts';
import { SPARKPLUG_ROOT } from '../../shared/topics.ts';
import { deviceMetrics } from './sparkplugBench.ts';

export type EdgeClient = {
  readonly client: MqttClient;
  /** Rebirth requests heard so far. */
  rebirths(): number;
  nodeBirth(): Promise<void>;
  deviceBirth(position: boolean): Promise<void>;
  position(closed: boolean, seq?: number): Promise<void>;
  deviceDeath(): Promise<void>;
  /** Tears the line, so that the broker publishes the Will. */
  tear(): void;
  close(): Promise<void>;
};

const bdSeqMetric = (bdSeq: number): MetricToSend => ({
  name: 'bdSeq',
  datatype: dataType.int64,
  value: { field: 'long', value: BigInt(bdSeq) },
});
const rebirthMetric: MetricToSend = { name: 'Node Control/Rebirth', datatype: dataType.boolean, value: { field: 'boolean', value: false } };

/** `answers`: births itself again when asked to. */
export async function connectEdge(url: string, edge: string, { bdSeq = 0, answers = false } = {}): Promise<EdgeClient> {
  const will = { topic: dataTopic('a', 'NDEATH', edge), payload: Buffer.from(encodePayload({ metrics: [bdSeqMetric(bdSeq)] })) };
  const client = connect(url, { clientId: edge, clean: true, reconnectPeriod: 0, will: { ...will, qos: 1, retain: false } });
  let seq = 0;
  let rebirths = 0;
  await new Promise<void>((done, fail) => {
    client.once('connect', () => done());
    client.once('error', fail);
  });
  client.on('error', () => undefined);

  async function send(verb: DataVerb, device: string | null, metrics: readonly MetricToSend[], number = seq): Promise<void> {
    seq = (number + 1) % 256;
    const payload = encodePayload({ timestamp: Date.now(), seq: number, metrics });
    await client.publishAsync(dataTopic('a', verb, edge, device), Buffer.from(payload));
  }

  const edgeClient: EdgeClient = {
    client,
    rebirths: () => rebirths,
    nodeBirth: () => send('NBIRTH', null, [bdSeqMetric(bdSeq), rebirthMetric], 0),
    deviceBirth: (position) => send('DBIRTH', 'cb', deviceMetrics(position)),
    position: (closed, number) => send('DDATA', 'cb', [{ alias: 1, value: { field: 'boolean', value: closed } }], number),
    deviceDeath: () => send('DDEATH', 'cb', []),
    tear: () => client.stream.destroy(),
    close: () => client.endAsync(true),
  };
  client.on('message', () => {
    rebirths += 1;
    if (answers) void edgeClient.nodeBirth().then(() => edgeClient.deviceBirth(true));
  });
  await client.subscribeAsync(`${SPARKPLUG_ROOT}/a/NCMD/${edge}`, { qos: 1 });
  return edgeClient;
}
