/** Scores estimates of restoration in 20 seeded storms, each learnt from those before, beside the mean of all past durations in the same run. */

import { createAccuracy, HORIZONS, type HorizonScore } from '../../server/domain/estimates/accuracy.ts';
import type { Experience } from '../../server/domain/estimates/estimator.ts';
import { roundUp } from '../../server/domain/estimates/publish.ts';
import { estimateDefaults } from '../../server/domain/estimates/settings.ts';
import { type EndedOutage, playEstimates } from '../support/estimateStorm.ts';
import { benchNetwork } from './benchNetwork.ts';
import type { Figure } from './journal.ts';

const MINUTE = 60_000;
const STORMS = 22;
/** Storms that only teach. */
const TRAINING = 2;
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** The baseline speaks when we do: start plus mean, or what is left of an hour grid once that has passed, rounded alike. */
function meanOfPast({ startedAt, published }: EndedOutage, mean: number) {
  const said: { at: number; madeAt: number }[] = [];
  for (const { madeAt } of published) {
    const last = said.at(-1);
    const at = roundUp(Math.max(startedAt + mean, madeAt + estimateDefaults.leastAheadMs), madeAt);
    if (!last || last.at <= madeAt) said.push({ at, madeAt });
  }
  return said;
}

const table = ({ cases, hits, biasMs, absoluteMs, cost, missed }: HorizonScore) => {
  const made = Math.max(1, cases - missed);
  return {
    cases,
    hitRate: round(hits / Math.max(1, cases)),
    meanErrorMinutes: round(absoluteMs / made / MINUTE),
    biasMinutes: round(biasMs / made / MINUTE),
    costMinutes: round(cost / made / MINUTE),
    missed,
  };
};

/** One line for each horizon, ours with the baseline in its detail; then how many outages lay inside the spread. */
export async function benchEstimates(print: (figure: Figure) => void): Promise<void> {
  const { network, grid } = await benchNetwork('town');
  const ours = createAccuracy(estimateDefaults);
  const baseline = createAccuracy(estimateDefaults);
  let experience: Experience | null = null;
  let spread = { cases: 0, inside: 0 };
  for (let seed = 1; seed <= STORMS; seed += 1) {
    const storm = playEstimates({ network, grid, seed, experience });
    const past = experience?.past ?? [];
    experience = storm.experience;
    if (seed <= TRAINING) continue;
    const mean = past.reduce((sum, { durationMs }) => sum + durationMs, 0) / past.length;
    for (const outage of storm.ended) {
      const { startedAt, endedAt, published, confirmedAt } = outage;
      const promised = { confirmedAt, customers: 1, overdue: 0 };
      ours.add(startedAt, endedAt, published, promised);
      baseline.add(startedAt, endedAt, meanOfPast(outage, mean), promised);
      const first = published[0];
      if (first?.earliest == null || first.latest === null) continue;
      spread = { cases: spread.cases + 1, inside: spread.inside + (endedAt >= first.earliest && endedAt <= first.latest ? 1 : 0) };
    }
    print({
      bench: 'estimates',
      figure: 'seed',
      value: seed,
      unit: 'seed',
      detail: { ended: storm.ended.length, meanPastMinutes: round(mean / MINUTE) },
    });
  }
  for (const horizon of HORIZONS) {
    const [mine, theirs] = [table(ours.score(horizon)), table(baseline.score(horizon))];
    print({
      bench: 'estimates',
      figure: `mean-error-${horizon}`,
      value: mine.meanErrorMinutes,
      unit: 'min',
      detail: { ...mine, baseline: theirs },
    });
  }
  const { outages, customerChanges, firstInTime } = ours.counts();
  const detail = { outages, firstInTime: round(firstInTime / outages), insideSpread: round(spread.inside / Math.max(1, spread.cases)) };
  print({ bench: 'estimates', figure: 'changes-per-outage', value: round(customerChanges / outages), unit: 'changes', detail });
}
