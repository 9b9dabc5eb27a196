/** One edge and its sessions under an injected clock: hear messages, let time pass, read what came of it. */

import { createEdgeSessions } from '../../server/adapters/sparkplug/edgeSessions.ts';
import type { Judged, SessionSettings } from '../../server/adapters/sparkplug/judged.ts';
import type { CoverageGap } from '../../server/ports.ts';
import type { Message, MessageKind } from '../../shared/messages/message.ts';
import { dataType } from '../../shared/sparkplug/dataType.ts';
import { encodePayload, type MetricToSend } from '../../shared/sparkplug/encodePayload.ts';
import { type DataVerb, dataTopic, readTopic } from '../../shared/sparkplug/topic.ts';

export const START = Date.UTC(2026, 0, 5, 10, 0, 1);

/** The metrics device `cb` of the corpus is born with. */
export const deviceMetrics = (position: boolean): MetricToSend[] => [
  { name: 'position', alias: 1, datatype: dataType.boolean, value: { field: 'boolean', value: position } },
  { name: 'current/A', alias: 2, datatype: dataType.float, value: { field: 'float', value: 120.5 } },
];

export type Sent = { edge?: string; device?: string; seq?: number; at?: number; metrics?: readonly MetricToSend[] };

export function createBench(settings: Partial<SessionSettings> = {}) {
  const rows: Judged[] = [];
  const ignored: string[] = [];
  const rebirths: string[] = [];
  const alarms: string[] = [];
  const name = (edge: { group: string; id: string }): string => `${edge.group}/${edge.id}`;
  let elapsed = 0;
  let nextSeq = 0;
  const sessions = createEdgeSessions(
    {
      judged: (_edge, row) => rows.push(row),
      ignored: (_edge, reason) => ignored.push(reason),
      rebirth: (edge) => rebirths.push(name(edge)),
      born: () => undefined,
      died: () => undefined,
      alarm: (code, edge) => alarms.push(`${code} ${name(edge)}`),
    },
    settings,
  );

  function hear(topic: string, payload: Uint8Array, retain = false, broker = 'embedded'): void {
    const read = readTopic(topic);
    if (read.type !== 'data') throw new Error(`${topic} is not data`);
    sessions.hear({ topic, payload, receivedAt: START + elapsed, identity: 'rtu-1', broker, qos: 0, retain }, read, elapsed);
  }

  function send(verb: DataVerb, { edge = 'rtu-1', device, seq, at = START + elapsed, metrics = [] }: Sent): void {
    const number = verb === 'NDEATH' ? undefined : (seq ?? nextSeq);
    if (number !== undefined) nextSeq = (number + 1) % 256;
    hear(dataTopic('a', verb, edge, device ?? null), encodePayload({ timestamp: at, seq: number, metrics }));
  }

  const bdSeqMetric = (bdSeq: number): MetricToSend => ({
    name: 'bdSeq',
    datatype: dataType.int64,
    value: { field: 'long', value: BigInt(bdSeq) },
  });

  return {
    rows,
    ignored,
    rebirths,
    alarms,
    sessions,
    hear,
    send,
    now: () => START + elapsed,
    /** Lets time pass and timers run out. */
    pass(ms: number) {
      elapsed += ms;
      sessions.tick(elapsed, START + elapsed);
    },
    lose(broker = 'embedded') {
      const raw = {
        topic: '',
        payload: new Uint8Array(),
        receivedAt: START + elapsed,
        identity: 'internal',
        broker,
        qos: 0,
        retain: false,
      } as const;
      sessions.brokerLost(raw, elapsed);
    },
    nodeBirth({ bdSeq = 7, seq = 0, edge = 'rtu-1', metrics = [] as readonly MetricToSend[] } = {}) {
      const rebirth: MetricToSend = { name: 'Node Control/Rebirth', datatype: dataType.boolean, value: { field: 'boolean', value: false } };
      send('NBIRTH', { edge, seq, metrics: [bdSeqMetric(bdSeq), rebirth, ...metrics] });
    },
    nodeDeath: (bdSeq = 7, edge = 'rtu-1') => send('NDEATH', { edge, metrics: [bdSeqMetric(bdSeq)] }),
    deviceBirth({ position = true, device = 'cb', edge = 'rtu-1', seq = undefined as number | undefined } = {}) {
      send('DBIRTH', { edge, device, ...(seq === undefined ? {} : { seq }), metrics: deviceMetrics(position) });
    },
    /** DDATA of device `cb`: alias 1 is its position. */
    position(closed: boolean, sent: Sent = {}) {
      send('DDATA', { device: 'cb', metrics: [{ alias: 1, value: { field: 'boolean', value: closed } }], ...sent });
    },
    clear() {
      for (const list of [rows, ignored, rebirths, alarms]) list.length = 0;
    },
    messages<K extends MessageKind = MessageKind>(kind?: K): Extract<Message, { kind: K }>[] {
      const isKind = (message: Message): message is Extract<Message, { kind: K }> => kind === undefined || message.kind === kind;
      return rows.flatMap(({ decoded }) => decoded.filter(isKind));
    },
    flags: (): string[] => rows.flatMap(({ flags }) => flags),
    gaps: (): CoverageGap[] => rows.flatMap(({ gaps }) => gaps),
    reasons: (): string[] => rows.flatMap(({ rejection }) => (rejection ? [rejection.reason] : [])),
  };
}

export type Bench = ReturnType<typeof createBench>;
