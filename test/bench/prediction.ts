/** Scores what is concluded in seeded storms against what truly happened, beside a simple predictor in the same run. */

import { median, type Score } from '../support/scoreBoard.ts';
import { scoreStorm } from '../support/scoreStorm.ts';
import { benchNetwork } from './benchNetwork.ts';
import type { Figure } from './journal.ts';

const seedsUpTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

const figures = ({ precision, recall, recallAtEnd, customersError, concludeS, endsNoticed, faults, records }: Score) => ({
  precision: round(precision),
  recall: round(recall),
  recallAtEnd: round(recallAtEnd),
  customersError: round(customersError),
  concludeS,
  endsNoticed: round(endsNoticed),
  faults,
  records,
});

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** One line a seed, then the medians; `ours` and `baseline` heard the same messages. */
async function score(print: (figure: Figure) => void, name: 'town' | 'city', seeds: readonly number[]): Promise<void> {
  const { network, grid } = await benchNetwork(name);
  const ours: Score[] = [];
  const baseline: Score[] = [];
  const bench = `prediction-${name}`;
  for (const seed of seeds) {
    const storm = scoreStorm({ network, grid, seed });
    ours.push(storm.ours);
    baseline.push(storm.baseline);
    const detail = {
      seed,
      ...figures(storm.ours),
      baseline: figures(storm.baseline),
      broken: storm.broken,
      messages: storm.messages,
      seconds: round(storm.seconds),
    };
    print({ bench, figure: 'seed', value: seed, unit: 'seed', detail });
  }
  for (const figure of ['precision', 'recall', 'recallAtEnd', 'customersError', 'concludeS', 'endsNoticed'] as const) {
    const of = (scores: readonly Score[]): number => round(median(scores.map((score) => score[figure])));
    const worst =
      figure === 'precision' || figure === 'recall' || figure === 'recallAtEnd' || figure === 'endsNoticed' ? Math.min : Math.max;
    const detail = { baseline: of(baseline), worst: round(worst(...ours.map((score) => score[figure]))), seeds: ours.length };
    print({ bench, figure: `median-${figure}`, value: of(ours), unit: figure === 'concludeS' ? 's' : 'ratio', detail });
  }
}

export const benchTownPrediction = (print: (figure: Figure) => void): Promise<void> => score(print, 'town', seedsUpTo(20));

export async function benchPrediction(print: (figure: Figure) => void): Promise<void> {
  await benchTownPrediction(print);
  await score(print, 'city', seedsUpTo(3));
}
