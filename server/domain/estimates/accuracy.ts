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

export type Accuracy = {
  add(start: number, end: number, published: readonly Published[]): void;
  score(horizon: Horizon): HorizonScore;
  restore(scores: Readonly<Record<Horizon, HorizonScore>>): void;
};

const NOTHING: HorizonScore = { cases: 0, hits: 0, biasMs: 0, absoluteMs: 0, cost: 0, missed: 0 };

/** Sums; divide by `cases` for means. A horizon longer than the outage itself has no case. */
export function createAccuracy(settings: EstimateSettings): Accuracy {
  let scores: Record<Horizon, HorizonScore> = { first: NOTHING, '4h': NOTHING, '1h': NOTHING, last: NOTHING };
  return {
    add(start, end, published) {
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
    restore(next) {
      scores = { ...next };
    },
  };
}
