/** Load through each branch at this moment, summed along the tree that feeds it. */

import { otherEnd } from './grid.ts';
import { DARK } from './supply.ts';
import type { World } from './world.ts';

// A household draws so much of its connected load on average; without one, this many kVA.
const UTILISATION = 0.4;
const USUAL_KVA = 2.5;

/** kVA by branch. The day has its ups and downs: least at four in the morning, most in the evening (UTC). */
export function flows(world: World): Float64Array {
  const { grid, supply } = world;
  const { tree, state } = supply;
  const hour = (world.now() / 3_600_000) % 24;
  const share = UTILISATION * (0.75 + 0.25 * Math.sin(((hour - 10) / 24) * 2 * Math.PI));
  const flow = new Float64Array(grid.branchIds.length);
  for (let i = tree.visited - 1; i >= 0; i--) {
    const node = tree.order[i]!;
    const branch = tree.parent[node]!;
    if (branch < 0) continue;
    for (let p = grid.firstPoint[node]!; p < grid.firstPoint[node + 1]!; p++) {
      const point = grid.points[p]!;
      if (grid.pointNode[point] !== node || state[point] === DARK) continue;
      flow[branch]! += (grid.pointKva[point]! || USUAL_KVA * grid.customers[point]!) * share;
    }
    const up = tree.parent[otherEnd(grid, branch, node)]!;
    if (up >= 0) flow[up]! += flow[branch]!;
  }
  return flow;
}
