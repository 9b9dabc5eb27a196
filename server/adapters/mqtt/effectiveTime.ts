/** Which time an event counts with: its own, or the time of receipt where its own cannot be true (rules E10, E11, E28). */

import type { MessageKind } from '../../../shared/messages/message.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Refused } from './issueReason.ts';

export type TimeLimits = { readonly futureMs: number; readonly pastMs: number };

export type EffectiveTime = {
  readonly at: number;
  readonly suspect: boolean;
  /** Too old for live logic: completes history only. */
  readonly history: boolean;
  readonly flags: readonly string[];
};

/** Kinds that keep acting live when old: a position may be the newest of its source, a source is silent now, a foreign outage began long ago. */
const LIVE_WHEN_OLD = new Set<MessageKind>(['switch', 'source', 'report']);

/**
 * @param at as sent: RFC 3339 text or epoch milliseconds
 * @param receivedAt epoch milliseconds; 0 while no simulated time was heard yet, then nothing can be judged by it
 */
export function effectiveTime(kind: MessageKind, at: string | number, receivedAt: number, limits: TimeLimits): EffectiveTime | Refused {
  const time = parseTime(at);
  if (!time.ok) {
    if (typeof at === 'number' && (Math.abs(at) > Number.MAX_SAFE_INTEGER || !Number.isFinite(at)))
      return { reason: 'number-range', detail: 'at' };
    if (time.problem === 'time-format') return { reason: 'time-format', detail: 'at' };
    return { at: receivedAt, suspect: true, history: false, flags: ['time-range'] };
  }
  const flags = time.truncated ? ['time-truncated'] : [];
  if (kind === 'clock' || receivedAt === 0) return { at: time.ms, suspect: false, history: false, flags };
  if (time.ms > receivedAt + limits.futureMs) return { at: receivedAt, suspect: true, history: false, flags: [...flags, 'time-future'] };
  if (time.ms >= receivedAt - limits.pastMs) return { at: time.ms, suspect: false, history: false, flags };
  const ownTime = kind !== 'switch' && kind !== 'source';
  return { at: ownTime ? time.ms : receivedAt, suspect: true, history: !LIVE_WHEN_OLD.has(kind), flags: [...flags, 'time-old'] };
}
