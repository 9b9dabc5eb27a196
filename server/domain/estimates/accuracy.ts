/** How good the estimates were: hits, bias and changes at four horizons (rule T12). */

import type { EstimateSettings } from './settings.ts';

export const HORIZONS = ['first', '4h', '1h', 'last'] as const;
export type Horizon = (typeof HORIZONS)[number];

export type Published = { readonly at: number; readonly madeAt: number };

export type HorizonScore = {
  readonly cases: number;
  readonly hits: number;
  readonly biasMs: number;
  readonly absoluteMs: number;
  readonly cost: number;
  readonly missed: number;
};

const HOUR_MS = 3_600_000;

/** The estimate that stood at a horizon before the end, null when none did. */
export function standingAt(published: readonly Published[], end: number, horizon: Horizon): Published | null {
  if (horizon === 'first') return published[0] ?? null;
  const before = horizon === 'last' ? end : end - (horizon === '4h' ? 4 : 1) * HOUR_MS;
  return published.findLast(({ madeAt }) => madeAt <= before) ?? null;
}

export const isHit = (estimated: number, start: number, end: number, settings: EstimateSettings): boolean =>
  Math.abs(end - estimated) <= Math.max(settings.hitMs, settings.hitShare * (end - start));

/** Beside the horizons: promises made, changed, broken. */
export type AccuracyCounts = {
  readonly outages: number;
  /** Customers at the peak, and the sum of changes each of them saw. */
  readonly customers: number;
  readonly customerChanges: number;
  readonly firstInTime: number;
  readonly overdue: number;
};

export type AccuracyState = { readonly scores: Readonly<Record<Horizon, HorizonScore>>; readonly counts: AccuracyCounts };

/** Told of each outage that ended: when it may first be estimated, customers at the peak, estimates that ran out. */
export type Promised = { readonly confirmedAt: number; readonly customers: number; readonly overdue: number };

export type Accuracy = {
  add(start: number, end: number, published: readonly Published[], promised?: Promised): void;
  score(horizon: Horizon): HorizonScore;
  counts(): AccuracyCounts;
  state(): AccuracyState;
};

const NOTHING: HorizonScore = { cases: 0, hits: 0, biasMs: 0, absoluteMs: 0, cost: 0, missed: 0 };

/** Sums; divide by `cases` for means. A horizon longer than the outage itself has no case. */
export function createAccuracy(settings: EstimateSettings, saved: AccuracyState | null = null): Accuracy {
  const scores: Record<Horizon, HorizonScore> = { first: NOTHING, '4h': NOTHING, '1h': NOTHING, last: NOTHING, ...saved?.scores };
  let counts: AccuracyCounts = saved?.counts ?? { outages: 0, customers: 0, customerChanges: 0, firstInTime: 0, overdue: 0 };

  function count(published: readonly Published[], { confirmedAt, customers, overdue }: Promised): void {
    const first = published[0];
    counts = {
      outages: counts.outages + 1,
      customers: counts.customers + customers,
      customerChanges: counts.customerChanges + customers * Math.max(0, published.length - 1),
      firstInTime: counts.firstInTime + (first && first.madeAt - confirmedAt <= settings.firstEtrMs ? 1 : 0),
      overdue: counts.overdue + overdue,
    };
  }

  return {
    add(start, end, published, promised) {
      if (promised) count(published, promised);
      for (const horizon of HORIZONS) {
        const reach = horizon === '4h' ? 4 * HOUR_MS : horizon === '1h' ? HOUR_MS : 0;
        if (end - start < reach) continue;
        const standing = standingAt(published, end, horizon);
        const sum = scores[horizon];
        if (!standing) {
          scores[horizon] = { ...sum, cases: sum.cases + 1, missed: sum.missed + 1 };
          continue;
        }
        const late = end - standing.at;
        scores[horizon] = {
          cases: sum.cases + 1,
          hits: sum.hits + (isHit(standing.at, start, end, settings) ? 1 : 0),
          biasMs: sum.biasMs + late,
          absoluteMs: sum.absoluteMs + Math.abs(late),
          cost: sum.cost + (late > 0 ? settings.lateWeight * late : -late),
          missed: sum.missed,
        };
      }
    },
    score: (horizon) => scores[horizon],
    counts: () => counts,
    state: () => ({ scores: { ...scores }, counts }),
  };
}
