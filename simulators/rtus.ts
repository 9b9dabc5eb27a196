/** Which substation's remote terminal speaks for a branch. */

import { type Grid, otherEnd } from './grid.ts';
import type { World } from './world.ts';

export const rtuSource = (grid: Grid, substation: number): string => `rtu-${grid.substations[substation]?.id ?? 'network'}`;

/** All of them, by substation; a network without substations has one. */
export const rtus = (grid: Grid): string[] => Array.from({ length: Math.max(1, grid.substations.length) }, (_, i) => rtuSource(grid, i));

/** In the normal state; an open tie belongs to the side of its first node. */
export function rtuOfBranch(world: World): (branch: number) => number {
  const { grid, supply } = world;
  const substationAt = new Int16Array(grid.nodeIds.length).fill(-1);
  for (const source of grid.sources) if (source.node >= 0) substationAt[source.node] = source.substation;
  for (let i = 0; i < supply.tree.visited; i++) {
    const node = supply.tree.order[i]!;
    const branch = supply.tree.parent[node]!;
    if (branch >= 0) substationAt[node] = substationAt[otherEnd(grid, branch, node)]!;
  }
  return (branch) => Math.max(0, substationAt[grid.from[branch]!]!);
}
