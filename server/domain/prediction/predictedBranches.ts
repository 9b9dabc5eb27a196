/** Branches that lie under predictions, so that the map can draw them as predicted dead. */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';

export type PredictedBranches = {
  has(branch: number): boolean;
  /** A prediction now covers what this branch feeds; null when it covers nothing any more. Tells which branches changed. */
  cover(key: string, branch: number | null): readonly number[];
  all(): Iterable<number>;
};

export function createPredictedBranches(energisation: LiveEnergisation): PredictedBranches {
  const { adjacency } = energisation.network;
  const counts = new Map<number, number>();
  const covered = new Map<string, readonly number[]>();

  function below(branch: number): number[] {
    const found = new Set<number>([branch]);
    for (const node of energisation.lossIfOpened(branch).nodes) {
      for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) found.add(adjacency.branch[i]!);
    }
    return [...found];
  }

  return {
    has: (branch) => counts.has(branch),
    cover(key, branch) {
      const before = covered.get(key) ?? [];
      const after = branch === null ? [] : below(branch);
      for (const each of before) {
        const left = (counts.get(each) ?? 1) - 1;
        if (left > 0) counts.set(each, left);
        else counts.delete(each);
      }
      for (const each of after) counts.set(each, (counts.get(each) ?? 0) + 1);
      if (branch === null) covered.delete(key);
      else covered.set(key, after);
      return [...new Set([...before, ...after])];
    },
    all: () => counts.keys(),
  };
}
