/** The protective device that a service point hangs on at this moment. */

import { otherEnd } from './grid.ts';
import type { World } from './world.ts';

/** 0 for a point without one: a fault needs some branch to name. */
export function deviceOver(world: World, point: number): number {
  const { grid, supply, devices } = world;
  let node = grid.pointNode[point]!;
  for (;;) {
    const branch = supply.tree.parent[node]!;
    if (branch < 0 || devices.has(branch)) return Math.max(branch, 0);
    node = otherEnd(grid, branch, node);
  }
}
