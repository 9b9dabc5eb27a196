/** Dark times of service points, as far as they are in memory: what reliability figures are computed from (rules I1, O12 to O14). */

import type { View } from '../view.ts';

export type DarkTime = {
  readonly outage: string;
  readonly servicePoints: Int32Array;
  /** Epoch milliseconds. */
  readonly start: number;
  /** null while it goes on. */
  readonly end: number | null;
  /** When uncertain: earliest start and earliest end (rule I12). */
  readonly startAfter: number | null;
  readonly endAfter: number | null;
  /** false for shots of a sequence that ended sustained (rule O12). */
  readonly counted: boolean;
};

/** Points that moved to another outage are dark on, and come with that one. Several dark times of one point are joined by who reads them. */
export function* darkTimes(view: View): Generator<DarkTime> {
  const { ledger } = view.world;
  for (const outage of ledger.outages.values()) {
    if (outage.voidReason === 'cancelled') continue;
    const { id, counted, startedAfter: startAfter } = outage;
    for (const { at, start, to, servicePoints, after } of outage.steps) {
      if (to === null) yield { outage: id, servicePoints, start, end: at, startAfter, endAfter: after, counted };
    }
    const byStart = new Map<number, number[]>();
    for (const point of view.servicePointsOf(id)) {
      const start = ledger.since[point]!;
      const list = byStart.get(start);
      if (list) list.push(point);
      else byStart.set(start, [point]);
    }
    for (const [start, points] of byStart) {
      yield { outage: id, servicePoints: Int32Array.from(points), start, end: null, startAfter, endAfter: null, counted };
    }
  }
}

export type Interruption = { readonly start: number; readonly end: number | null };

/** Maximal dark intervals of one service point: overlapping and touching ones are one (rule I1). */
export function joinDarkTimes(times: readonly Interruption[]): Interruption[] {
  const joined: { start: number; end: number | null }[] = [];
  for (const { start, end } of [...times].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (!last || (last.end !== null && start > last.end)) joined.push({ start, end });
    else if (last.end !== null) last.end = end === null ? null : Math.max(last.end, end);
  }
  return joined;
}
