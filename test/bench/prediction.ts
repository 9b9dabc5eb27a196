/** Scores what is concluded in seeded storms against what truly happened, beside a simple predictor in the same run. */

import { readFileSync } from 'node:fs';
import { compileBytes, findNetworkFile } from '../../server/networkStore.ts';
import { readGridFile } from '../../simulators/readGrid.ts';
import { median, type Score } from '../support/scoreBoard.ts';
import { scoreStorm } from '../support/scoreStorm.ts';
import type { Figure } from './journal.ts';

export type PredictionBench = {
  readonly network: 'town' | 'city' | (string & {});
  readonly seeds: readonly number[];
  readonly cacheFolder: string;
};

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
export async function benchPrediction(print: (figure: Figure) => void, of: PredictionBench): Promise<void> {
  const found = await findNetworkFile({ network: of.network, cacheFolder: of.cacheFolder });
  if (!found.ok) throw new Error(found.report);
  const { network } = compileBytes(readFileSync(found.file), 'bench');
  const reading = readGridFile(found.file);
  if (!network || !reading.ok) throw new Error(`${found.file} cannot be used`);
  const ours: Score[] = [];
  const baseline: Score[] = [];
  const bench = `prediction-${of.network}`;
  for (const seed of of.seeds) {
    const storm = scoreStorm({ network, grid: reading.grid, seed });
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
  for (const name of ['precision', 'recall', 'recallAtEnd', 'customersError', 'concludeS', 'endsNoticed'] as const) {
    const of = (scores: readonly Score[]): number => round(median(scores.map((score) => score[name])));
    const worst = name === 'precision' || name === 'recall' || name === 'recallAtEnd' || name === 'endsNoticed' ? Math.min : Math.max;
    const detail = { baseline: of(baseline), worst: round(worst(...ours.map((score) => score[name]))), seeds: ours.length };
    print({ bench, figure: `median-${name}`, value: of(ours), unit: name === 'concludeS' ? 's' : 'ratio', detail });
  }
}
