/** Plans how a faulted stretch is cut out and the rest fed another way until it is repaired. */

import { createTree, energise } from './energise.ts';
import { type Grid, otherEnd, switchKindOf } from './grid.ts';
import type { Supply } from './supply.ts';

export type BackfeedPlan = {
  /** Switches to open around the stretch, beside the device that is open already. */
  readonly isolate: readonly number[];
  /** The device can be closed before the repair, because the stretch no longer hangs on it. */
  readonly deviceFirst: boolean;
  /** Open ties to close for those cut off. */
  readonly ties: readonly number[];
};

// A tie takes over so many service points at most; more would overload the neighbour.
const TIE_LIMIT = 2_500;

const operable = (grid: Grid, branch: number): boolean => {
  const kind = switchKindOf(grid, branch);
  return kind !== '' && kind !== 'fuse';
};

export function planBackfeed(supply: Supply, location: number, device: number): BackfeedPlan {
  const { grid } = supply;
  const zone = flood(grid, [grid.from[location]!, grid.to[location]!], (branch) => !operable(grid, branch) && supply.open[branch] === 0);
  const boundary = new Set<number>();
  for (const node of zone) {
    for (let e = grid.firstEdge[node]!; e < grid.firstEdge[node + 1]!; e++) {
      const branch = grid.edges[e]!;
      if (operable(grid, branch) && (branch === device || supply.open[branch] === 0)) boundary.add(branch);
    }
  }
  const open = supply.open.slice();
  for (const branch of boundary) open[branch] = grid.phases[branch]!;
  const deviceFirst = !boundary.has(device);
  if (deviceFirst) open[device] = 0;
  const tree = createTree(grid);
  energise(grid, open, supply.deadSources, tree);
  const ties = chooseTies(supply, open, tree.live, zone);
  for (const tie of ties) open[tie] = 0;
  energise(grid, open, supply.deadSources, tree);
  const isolate = [...boundary].filter((branch) => {
    if (branch === device) return false;
    const outside = zone.has(grid.from[branch]!) ? grid.to[branch]! : grid.from[branch]!;
    return tree.live[outside] !== 0;
  });
  return { isolate, deviceFirst, ties };
}

function chooseTies(supply: Supply, open: Uint8Array, live: Uint8Array, zone: ReadonlySet<number>): number[] {
  const { grid } = supply;
  const fed = new Set<number>();
  const ties: number[] = [];
  for (let branch = 0; branch < open.length; branch++) {
    if (grid.normallyOpen[branch] === 0 || open[branch] === 0) continue;
    const [from, to] = [grid.from[branch]!, grid.to[branch]!];
    if ((live[from] === 0) === (live[to] === 0)) continue;
    const dark = live[from] === 0 ? from : to;
    if (zone.has(dark) || fed.has(dark)) continue;
    const part = flood(grid, [dark], (edge) => open[edge] === 0);
    const points = [...part].reduce((sum, node) => sum + grid.firstPoint[node + 1]! - grid.firstPoint[node]!, 0);
    if (points === 0 || points > TIE_LIMIT || [...part].some((node) => zone.has(node))) continue;
    ties.push(branch);
    for (const node of part) fed.add(node);
  }
  return ties;
}

function flood(grid: Grid, start: readonly number[], passes: (branch: number) => boolean): Set<number> {
  const found = new Set(start);
  const queue = [...start];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (let e = grid.firstEdge[node]!; e < grid.firstEdge[node + 1]!; e++) {
      const branch = grid.edges[e]!;
      const next = otherEnd(grid, branch, node);
      if (found.has(next) || !passes(branch)) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return found;
}
