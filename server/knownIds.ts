/** Answers from the compiled network what an id in a topic stands for and in which areas it lies. */

import { type Network, NONE, SWITCH_KINDS } from './domain/network/network.ts';
import type { KnownIds } from './doorPorts.ts';

/** Feeders carry the area of a branch or node; a thing without a feeder is accepted under any area. */
export function knownIdsOf(network: Network): KnownIds {
  const { branches, servicePoints, areas, feeders } = network;
  const feederAtNode = new Int32Array(network.nodes.count).fill(NONE);
  for (let branch = 0; branch < branches.count; branch += 1) {
    const feeder = branches.feeder[branch] ?? NONE;
    if (feeder === NONE) continue;
    feederAtNode[branches.from[branch] ?? 0] = feeder;
    feederAtNode[branches.to[branch] ?? 0] = feeder;
  }

  function inside(area: string, smallest: number): boolean {
    const wanted = network.areaIndex.get(area) ?? NONE;
    for (let at = smallest, steps = 0; at !== NONE && steps < areas.length; steps += 1) {
      if (at === wanted) return true;
      at = areas[at]?.parent ?? NONE;
    }
    return smallest === NONE;
  }

  const areaOfFeeder = (feeder: number): number => feeders[feeder]?.area ?? NONE;

  return {
    isSwitch(id) {
      const branch = network.branchIndex.get(id);
      return branch !== undefined && SWITCH_KINDS[branches.switchKind[branch] ?? 0] !== null;
    },
    isBranch: (id) => network.branchIndex.has(id),
    isNode: (id) => network.nodeIndex.has(id),
    isServicePoint: (id) => network.servicePointIndex.has(id),
    isArea: (id) => network.areaIndex.has(id),
    areaHolds(area, kind, id) {
      if (kind === 'service-point') return inside(area, servicePoints.area[network.servicePointIndex.get(id) ?? -1] ?? NONE);
      if (kind === 'node') return inside(area, areaOfFeeder(feederAtNode[network.nodeIndex.get(id) ?? -1] ?? NONE));
      return inside(area, areaOfFeeder(branches.feeder[network.branchIndex.get(id) ?? -1] ?? NONE));
    },
  };
}
