/** Finds the open switch that keeps dark service points from supply, for outages that stay behind (rules O17, N14). */

import type { World } from '../world.ts';

/** Score of an open switch at the edge of a dark part: one that is normally closed, next to supply, and known as an outage. */
function worth(world: World, branch: number, far: number): number {
  const closedNormally = world.network.branches.normallyOpen[branch] ? 0 : 4;
  const live = world.energisation.live[far] ? 2 : 0;
  return closedNormally + live + (world.ledger.openOn(branch) ? 1 : 0);
}

/**
 * Groups dark service points by the switch that keeps them dark; null where none does.
 * Among several at the edge of one dark part the most telling wins, then the one opened last, then the nearest to the source.
 */
export function blockingSwitches(world: World, points: readonly number[]): Map<number | null, number[]> {
  const { servicePoints, adjacency, branches, transfers } = world.network;
  const { open } = world.energisation.positions;
  const found = new Map<number | null, number[]>();
  const seen = new Map<number, number | null>();

  function search(first: number, phases: number): number | null {
    const part = new Set([first]);
    let best: number | null = null;
    let bestWorth = -1;
    let bestOpened = Number.NEGATIVE_INFINITY;
    for (const node of part) {
      for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
        const branch = adjacency.branch[i]!;
        const far = adjacency.neighbour[i]!;
        const changesPhases = transfers.start[branch] !== transfers.start[branch + 1];
        if ((open[branch]! & branches.phases[branch]! & (changesPhases ? 7 : phases)) === 0) {
          part.add(far);
          continue;
        }
        const value = worth(world, branch, far);
        const opened = world.points.get(branch).openedAt ?? Number.NEGATIVE_INFINITY;
        const better =
          value > bestWorth || (value === bestWorth && (opened > bestOpened || (opened === bestOpened && branch < (best ?? branch))));
        if (!better) continue;
        best = branch;
        bestWorth = value;
        bestOpened = opened;
      }
    }
    for (const node of part) seen.set(8 * node + phases, best);
    return best;
  }

  for (const point of points) {
    const phases = world.ledger.dead[point]! || servicePoints.required[point]!;
    const node = servicePoints.node[point]!;
    const known = seen.get(8 * node + phases);
    const branch = known === undefined ? search(node, phases) : known;
    const list = found.get(branch);
    if (list) list.push(point);
    else found.set(branch, [point]);
  }
  return found;
}
