/** How many Sparkplug metrics a second go through decoder and sessions, in batches of 100 a message. */

import { createEdgeSessions } from '../../server/adapters/sparkplug/edgeSessions.ts';
import { dataType } from '../../shared/sparkplug/dataType.ts';
import { encodePayload, type MetricToSend } from '../../shared/sparkplug/encodePayload.ts';
import { dataTopic, readTopic } from '../../shared/sparkplug/topic.ts';
import type { Figure } from './journal.ts';

const EDGES = 50;
const METRICS = 100;
const MESSAGES = 400;
const START = Date.UTC(2026, 0, 5, 10);

/** Every fifth metric is a position, the others are currents, as a busy substation would send them. */
const metric = (index: number, round: number): MetricToSend =>
  index % 5 === 0
    ? { alias: index, timestamp: START + round, value: { field: 'boolean', value: (round + index) % 2 === 0 } }
    : { alias: index, timestamp: START + round, value: { field: 'float', value: round + index } };

const birth = (index: number): MetricToSend => ({
  ...metric(index, 0),
  name: index % 5 === 0 ? `cb-${index}/position` : `cb-${index}/current/A`,
  datatype: index % 5 === 0 ? dataType.boolean : dataType.float,
});

const indices = Array.from({ length: METRICS }, (_, index) => index);
const bdSeq: MetricToSend = { name: 'bdSeq', datatype: dataType.int64, value: { field: 'long', value: 0n } };

export async function benchSparkplug(print: (figure: Figure) => void): Promise<void> {
  let messages = 0;
  let refused = 0;
  const sessions = createEdgeSessions({
    judged: (_edge, row) => {
      messages += row.decoded.length;
      if (row.rejection) refused += 1;
    },
    ignored: () => undefined,
    rebirth: () => undefined,
    born: () => undefined,
    died: () => undefined,
    alarm: () => undefined,
  });
  const hear = (topic: string, payload: Uint8Array): void => {
    const read = readTopic(topic);
    if (read.type !== 'data') return;
    sessions.hear({ topic, payload, receivedAt: START, identity: 'bench', broker: 'embedded', qos: 0, retain: false }, read, 0);
  };
  const payloads = Array.from({ length: MESSAGES }, (_, round) =>
    encodePayload({ timestamp: START + round, seq: (round + 2) % 256, metrics: indices.map((index) => metric(index, round)) }),
  );
  for (let edge = 0; edge < EDGES; edge += 1) {
    hear(dataTopic('a', 'NBIRTH', `rtu-${edge}`), encodePayload({ timestamp: START, seq: 0, metrics: [bdSeq] }));
    hear(dataTopic('a', 'DBIRTH', `rtu-${edge}`, 'f'), encodePayload({ timestamp: START, seq: 1, metrics: indices.map(birth) }));
  }
  messages = 0;
  const began = performance.now();
  for (const payload of payloads) {
    for (let edge = 0; edge < EDGES; edge += 1) hear(dataTopic('a', 'DDATA', `rtu-${edge}`, 'f'), payload);
  }
  const seconds = (performance.now() - began) / 1_000;
  const metrics = EDGES * MESSAGES * METRICS;
  const detail = { metrics, messages, refused, seconds: Number(seconds.toFixed(2)), bytesPerMessage: payloads[0]?.length };
  print({ bench: 'sparkplug', figure: 'metrics-per-second', value: Math.round(metrics / seconds), unit: '1/s', detail });
}
