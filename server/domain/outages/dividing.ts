/** Finds which members of an outage lie beyond a device, seen from the source (rule O19). */

import type { World } from '../world.ts';

/** Service points in the outage that the device separates from the source, ascending. */
export function downstreamMembers(world: World, device: number, slot: number): number[] {
  const { branches, adjacency, pointsAtNode } = world.network;
  // Nodes are numbered from the sources outwards.
  const near = Math.min(branches.from[device]!, branches.to[device]!);
  const beyond = new Set([Math.max(branches.from[device]!, branches.to[device]!)]);
  const points: number[] = [];
  for (const node of beyond) {
    for (let i = pointsAtNode.start[node]!; i < pointsAtNode.start[node + 1]!; i += 1) {
      const point = pointsAtNode.servicePoint[i]!;
      if (world.ledger.outageOf[point] === slot) points.push(point);
    }
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const branch = adjacency.branch[i]!;
      const other = adjacency.neighbour[i]!;
      if (branch !== device && !branches.normallyOpen[branch] && other > near) beyond.add(other);
    }
  }
  return points.sort((a, b) => a - b);
}
