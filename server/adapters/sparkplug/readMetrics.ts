/** Turns the metrics of one payload into messages, in list order; a bad metric is left out alone. */

import type { Heard, Quality } from '../../../shared/messages/envelope.ts';
import type { Message } from '../../../shared/messages/message.ts';
import type { SwitchMessage } from '../../../shared/messages/switch.ts';
import type { Metric } from '../../../shared/sparkplug/payload.ts';
import { type PlainValue, readBornValue } from './bornValue.ts';
import type { BornMetric, Edge, Unit } from './edge.ts';
import { metricQuality, worse } from './metricQuality.ts';
import { type Currency, metricTime } from './metricTime.ts';
import type { PointMapping } from './pointMapping.ts';
import { resolveMetric } from './resolveMetric.ts';
import { joinCauses, type ReadCause, readCause } from './switchCauses.ts';

/** `history`: messages are missing before it, so that it may not touch live state. */
export type ReadingMode = 'birth' | 'data' | 'history';

export type Reading = {
  readonly messages: Message[];
  readonly flags: Set<string>;
  /** Metrics that stand, mapped or not. */
  taken: number;
  /** Why metrics were left out, in list order. */
  readonly refused: { readonly reason: string; readonly name: string }[];
};

export type ReadingTask = {
  readonly edge: Edge;
  readonly unit: Unit;
  readonly metrics: readonly Metric[];
  /** Epoch milliseconds as sent. */
  readonly payloadAt: number | null;
  readonly receivedAt: number;
  readonly mode: ReadingMode;
  /** Values hold from the time of the payload, whatever time a metric names. */
  readonly endsSilence: boolean;
  /** Values are at best this good. */
  readonly bestQuality: Quality;
};

const doublePoints: readonly SwitchMessage['position'][] = ['intermediate', 'open', 'closed', 'faulty'];

const label = (metric: Metric): string => metric.name ?? (metric.alias === null ? 'metric' : `alias ${metric.alias}`);

function readPosition(value: PlainValue): SwitchMessage['position'] | null {
  if (typeof value === 'boolean') return value ? 'closed' : 'open';
  return doublePoints[Number(value)] ?? null;
}

function currencyOf(mode: ReadingMode, metric: Metric, mapping: PointMapping): Currency {
  if (metric.isHistorical || mode === 'history') return 'history';
  if (mode === 'birth') return 'state';
  return mapping.kind === 'position' ? 'newest' : 'sample';
}

const positionFlags: Partial<Record<SwitchMessage['position'], string>> = {
  faulty: 'position-faulty',
  intermediate: 'position-in-travel',
};

// The spread stands last in these literals: V8 copies it 30 times faster than when fields follow it (9.5 against 0.3 µs).
function takePosition(task: ReadingTask, reading: Reading, heard: Heard, position: SwitchMessage['position']): void {
  const { edge, mode } = task;
  const flag = positionFlags[position];
  if (flag) reading.flags.add(flag);
  const last = edge.positions.get(heard.id);
  const changedUnseen = mode === 'birth' && last !== undefined && last.position !== position;
  if (changedUnseen) reading.flags.add('birth-change');
  if (!heard.replay && heard.quality !== 'invalid') edge.positions.set(heard.id, { position, at: heard.at });
  const dated = changedUnseen ? { ...heard, timeSuspect: true } : heard;
  reading.messages.push({ kind: 'switch', position, phases: null, cause: null, faultCurrent: null, ...dated });
}

/** A position said to be null is unknown, one that came without a value is unusable: neither open nor closed is assumed (rule E5). */
function takeUnknown(reading: Reading, heard: Heard, mapping: PointMapping, isNull: boolean): void {
  reading.flags.add('value-unusable');
  if (mapping.kind !== 'position') return;
  const quality = isNull ? heard.quality : 'invalid';
  reading.messages.push({ kind: 'switch', position: 'faulty', phases: null, cause: null, faultCurrent: null, ...heard, quality });
}

function takeValue(task: ReadingTask, reading: Reading, causes: ReadCause[], heard: Heard, mapping: PointMapping, value: PlainValue): void {
  switch (mapping.kind) {
    case 'position': {
      const position = readPosition(value);
      if (position) takePosition(task, reading, heard, position);
      return;
    }
    case 'cause': {
      const { cause, known } = readCause(String(value));
      if (!known) reading.flags.add('cause-unknown');
      causes.push({ message: { kind: 'switch', phases: null, cause, faultCurrent: null, ...heard } });
      return;
    }
    case 'current':
      reading.messages.push({ kind: 'measurement', quantity: 'current', value: Number(value), unit: 'A', phase: mapping.phase, ...heard });
      return;
    case 'fault':
      reading.messages.push({ kind: 'fault-indicator', state: value ? 'fault' : 'normal', phases: null, direction: null, ...heard });
      return;
    case 'power': {
      // A birth tells how things stand, like the answer to a ping; data tells that something happened.
      const event = task.mode === 'birth' ? (value ? 'ping-on' : 'ping-off') : value ? 'power-up' : 'last-gasp';
      reading.messages.push({ kind: 'meter', event, voltage: null, ...heard });
      return;
    }
  }
}

function readMetric(task: ReadingTask, reading: Reading, causes: ReadCause[], metric: Metric, born: BornMetric): void {
  const { edge, unit, mode, payloadAt, receivedAt, bestQuality } = task;
  const refuse = (reason: string): void => {
    reading.refused.push({ reason, name: born.name });
  };
  if (metric.problem !== null) return refuse(metric.problem);
  if (born.type === null) return refuse('sp-type-unknown');
  if (metric.datatype !== null && metric.datatype !== born.type) return refuse('sp-type');
  const read = metric.value === null || metric.isNull ? null : readBornValue(born.type, metric.value);
  if (read && !read.ok) return refuse(read.reason);
  const { mapping } = born;
  if (read && mapping?.kind === 'position' && readPosition(read.value) === null) return refuse('number-range');
  reading.taken += 1;
  if (read?.unusualForm) reading.flags.add('sp-int-form');
  if (born.rebound && mode !== 'birth') {
    born.rebound = false;
    reading.flags.add('sp-alias-rebound');
  }
  if (metric.isHistorical) reading.flags.add('sp-historical');
  const unusable = read === null || (typeof read.value === 'number' && !Number.isFinite(read.value));
  if (mapping === null) {
    if (unusable && mode !== 'birth') reading.flags.add('value-unusable');
    return;
  }
  const ownTime = task.endsSilence && !metric.isHistorical && payloadAt !== null ? null : metric.timestamp;
  const time = metricTime(ownTime, payloadAt, receivedAt, currencyOf(mode, metric, mapping));
  if (time.flag) reading.flags.add(time.flag);
  const { quality, flag } = metricQuality(metric);
  if (flag) reading.flags.add(flag);
  const heard: Heard = {
    id: mapping.id,
    area: edge.group,
    at: time.at,
    source: unit.source,
    seq: null,
    eventId: null,
    quality: worse(quality, bestQuality),
    test: false,
    replay: time.replay,
    timeSuspect: time.suspect,
  };
  if (unusable) takeUnknown(reading, heard, mapping, metric.isNull);
  else takeValue(task, reading, causes, heard, mapping, read.value);
}

export function readMetrics(task: ReadingTask): Reading {
  const reading: Reading = { messages: [], flags: new Set(), taken: 0, refused: [] };
  const causes: ReadCause[] = [];
  for (const metric of task.metrics) {
    const born = resolveMetric(task.edge, task.unit, metric);
    if (typeof born === 'string') reading.refused.push({ reason: born, name: label(metric) });
    else readMetric(task, reading, causes, metric, born);
  }
  if (causes.length > 0 || task.edge.pendingCauses.size > 0) joinCauses(task.edge, reading.messages, causes, task.mode === 'birth');
  return reading;
}
