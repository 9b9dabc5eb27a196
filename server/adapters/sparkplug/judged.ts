/** What a session makes of a payload, and what it asks of the host around it. */

import type { Message } from '../../../shared/messages/message.ts';
import type { SourceMessage } from '../../../shared/messages/source.ts';
import type { SparkplugHeard } from '../../ports.ts';
import type { Edge, Held, Unit } from './edge.ts';

/** Everything of the journal row but its identity. */
export type Judged = Omit<SparkplugHeard, 'identity'> & {
  readonly source: string;
  /** Effective time, epoch milliseconds. */
  readonly at: number;
};

export type SessionAlarm = 'sp-alias-duplicate' | 'sp-duplicate-edge';

export type SessionSink = {
  /** In order of effect. */
  judged(edge: Edge, judged: Judged): void;
  ignored(edge: Edge, reason: string): void;
  /** The session cannot go on without a new birth, which the edge is asked for on this broker. */
  rebirth(edge: Edge, broker: string): void;
  born(edge: Edge): void;
  died(edge: Edge): void;
  alarm(code: SessionAlarm, edge: Edge): void;
};

export type SessionSettings = {
  /** How long missing messages are waited for (rule E14). */
  readonly reorderWaitMs: number;
  readonly holdLimit: number;
  /** How long values of an edge stay questionable after two of that name were seen. */
  readonly doubtMs: number;
  /** Edges that may send data without a seq; accepted with the flag. */
  readonly acceptsMissingSeq: (group: string, edge: string) => boolean;
};

export type Session = { readonly sink: SessionSink; readonly settings: SessionSettings };

export const sessionDefaults: SessionSettings = {
  reorderWaitMs: 5_000,
  holdLimit: 256,
  doubtMs: 600_000,
  acceptsMissingSeq: () => false,
};

export function sourceMessage(edge: Edge, unit: Unit, online: boolean, at: number, timeSuspect: boolean): SourceMessage {
  return {
    kind: 'source',
    id: unit.source,
    area: edge.group,
    at,
    source: unit.source,
    seq: null,
    eventId: null,
    quality: 'good',
    test: false,
    replay: false,
    timeSuspect,
    online,
  };
}

/** A payload that counts; `at` falls back to the time of its first message. */
export function accept(
  { sink }: Session,
  edge: Edge,
  heard: Pick<Held, 'raw'> & { readonly unit: Unit },
  decoded: readonly Message[],
  flags: Iterable<string>,
  gaps: Judged['gaps'] = [],
): void {
  const at = decoded[0]?.at ?? heard.raw.receivedAt;
  sink.judged(edge, { raw: heard.raw, source: heard.unit.source, at, decoded, flags: [...new Set(flags)], rejection: null, gaps });
}

/** A payload kept for inspection only. */
export function reject({ sink }: Session, edge: Edge, raw: Held['raw'], reason: string, detail: string): void {
  edge.violations.set(reason, (edge.violations.get(reason) ?? 0) + 1);
  sink.judged(edge, { raw, source: edge.node.source, at: raw.receivedAt, decoded: [], flags: [], rejection: { reason, detail }, gaps: [] });
}

export function ignore({ sink }: Session, edge: Edge, reason: string): void {
  edge.violations.set(reason, (edge.violations.get(reason) ?? 0) + 1);
  sink.ignored(edge, reason);
}
