/** Which substation's remote terminal speaks for a branch, and for which feeder's device. */

import { type Grid, otherEnd } from './grid.ts';
import type { World } from './world.ts';

export const rtuSource = (grid: Grid, substation: number): string => `rtu-${grid.substations[substation]?.id ?? 'network'}`;

/** All of them, by substation; a network without substations has one. */
export const rtus = (grid: Grid): string[] => Array.from({ length: Math.max(1, grid.substations.length) }, (_, i) => rtuSource(grid, i));

/** In the normal state; an open tie belongs to the side of its first node. */
export function rtuOfBranch(world: World): (branch: number) => number {
  const { grid } = world;
  const start = new Map(grid.sources.map((source) => [source.node, source.substation]));
  const substationAt = spread(world, (node) => start.get(node));
  return (branch) => Math.max(0, substationAt[grid.from[branch]!]!);
}

/** Telemetered branches of one substation by device name: the feeder, or the substation for what is on none. */
export function pointsOfRtu(world: World, substation: number): Map<string, number[]> {
  const { grid, supply } = world;
  const feederOfHead = new Map(grid.feeders.map(({ head }, i) => [head, i]));
  const feederAt = spread(world, (node) => feederOfHead.get(supply.tree.parent[node]!));
  const rtuOf = rtuOfBranch(world);
  const points = new Map<string, number[]>();
  grid.telemetered.forEach((is, branch) => {
    if (is === 0 || rtuOf(branch) !== substation) return;
    const feeder = feederOfHead.get(branch) ?? feederAt[grid.from[branch]!]!;
    const device = grid.feeders[feeder]?.id ?? grid.substations[substation]?.id ?? 'substation';
    const list = points.get(device) ?? [];
    list.push(branch);
    points.set(device, list);
  });
  return points;
}

/** Carries a number from where it begins down the tree; -1 where none reaches. */
function spread({ grid, supply }: World, begins: (node: number) => number | undefined): Int32Array {
  const value = new Int32Array(grid.nodeIds.length).fill(-1);
  for (let i = 0; i < supply.tree.visited; i++) {
    const node = supply.tree.order[i]!;
    const branch = supply.tree.parent[node]!;
    const above = branch < 0 ? -1 : value[otherEnd(grid, branch, node)]!;
    value[node] = begins(node) ?? above;
  }
  return value;
}
