/** Writes how good the estimates were (rule T12). */

import type { EstimateAccuracy } from '../../shared/records/estimateAccuracy.ts';
import { HORIZONS } from '../domain/estimates/accuracy.ts';
import type { View } from '../domain/view.ts';

const MINUTE_MS = 60_000;

const ratio = (sum: number, count: number, digits: number): number | null => (count === 0 ? null : Number((sum / count).toFixed(digits)));

/** `GET /api/v1/estimate-accuracy`. */
export function estimateAccuracyOf({ estimator: { accuracy } }: View): EstimateAccuracy {
  const { outages, customers, customerChanges, firstInTime, overdue } = accuracy.counts();
  return {
    outages,
    horizons: HORIZONS.map((horizon) => {
      const { cases, hits, biasMs, absoluteMs, cost, missed } = accuracy.score(horizon);
      const made = cases - missed;
      return {
        horizon,
        cases,
        hitRate: ratio(hits, cases, 3),
        meanErrorMinutes: ratio(absoluteMs / MINUTE_MS, made, 1),
        biasMinutes: ratio(biasMs / MINUTE_MS, made, 1),
        costMinutes: ratio(cost / MINUTE_MS, made, 1),
        missed,
      };
    }),
    changesPerCustomer: ratio(customerChanges, customers, 2),
    firstInTime: ratio(firstInTime, outages, 3),
    overdue,
  };
}
