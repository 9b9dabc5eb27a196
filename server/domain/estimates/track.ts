/** What is kept of the estimates of one outage, from its confirmation on (rules T2, T9, T11). */

import type { Estimate, HistoryEntry, Outage } from '../outages/outage.ts';
import type { Published } from './accuracy.ts';
import type { Likeness } from './durations.ts';

export type Track = {
  readonly id: string;
  readonly startedAt: number;
  /** When it was first seen confirmed and no longer possibly momentary. */
  readonly confirmedAt: number;
  readonly like: Likeness;
  /** What the system gave out, oldest first; what dispatchers set stands on the outage itself. */
  readonly estimates: readonly Estimate[];
  readonly history: readonly HistoryEntry[];
  /** Dispatchers' estimates already heeded. */
  readonly heeded: number;
  /** The owner was asked about the estimate that stands (rule T9). */
  readonly asked: boolean;
  /** Estimates that ran out while the outage went on. */
  readonly overdue: number;
  readonly concluded: boolean;
  readonly revision: number;
};

/** System's and dispatchers' estimates together, oldest first. */
export function allEstimates(outage: Outage, track: Track | null): readonly Estimate[] {
  if (!track || track.estimates.length === 0) return outage.estimates;
  if (outage.estimates.length === 0) return track.estimates;
  return [...outage.estimates, ...track.estimates].sort((a, b) => a.madeAt - b.madeAt);
}

/** The estimate in force: the newest, but a crew's own stands over a dispatcher's later one while it lies ahead (rule T1). */
export function standingEstimate(outage: Outage, track: Track | null, now: number): Estimate | null {
  const all = allEstimates(outage, track);
  const last = all.at(-1) ?? null;
  if (last?.source !== 'dispatcher') return last;
  const own = track?.estimates.at(-1);
  return own?.source === 'crew' && own.at > now ? own : last;
}

export const publishedOf = (outage: Outage, track: Track): readonly Published[] =>
  allEstimates(outage, track).map(({ at, madeAt }) => ({ at, madeAt }));
