/** Finds where two feeders or two sources are in parallel now (rule N16), and where the state differs from normal (rule N10). */

import type { LiveEnergisation } from './liveEnergisation.ts';
import { type Network, NONE } from './network.ts';

export type Parallel = {
  /** Closed branch at which the two meet. */
  readonly branch: number;
  /** Feeder indices, NONE where supply comes from a source without passing a feeder head. */
  readonly feeders: readonly [number, number];
  /** Source indices, NONE where supply comes through a feeder head. */
  readonly sources: readonly [number, number];
};

/** Where supply that arrives at `node` through `branch` comes from, in the numbering of `Layer.origin`. */
function arriving(network: Network, branch: number, fromNode: number, origin: number): number {
  return network.branches.headNode[branch] === fromNode ? network.sources.length + network.branches.headOf[branch]! : origin;
}

/** The parallel at one closed branch, null when there is none or when it is marked meshed. Look at the branch that closed and at those around what it made live. */
export function parallelAt(live: LiveEnergisation, branch: number): Parallel | null {
  const { network, certain } = live;
  const { from, to, phases, meshed } = network.branches;
  const { transfers, sources } = network;
  if (meshed[branch] || transfers.start[branch] !== transfers.start[branch + 1]) return null;
  const near = from[branch]!;
  const far = to[branch]!;
  const carried = phases[branch]! & ~certain.blocked[branch]! & live.live[near]! & live.live[far]!;
  for (let p = 0; p < 3; p += 1) {
    if (!(carried & (1 << p)) || certain.support[3 * near + p] === branch || certain.support[3 * far + p] === branch) continue;
    const here = certain.origin[3 * near + p]!;
    const there = certain.origin[3 * far + p]!;
    if (arriving(network, branch, near, here) === there || arriving(network, branch, far, there) === here) continue;
    const feeder = (origin: number): number => (origin < sources.length ? NONE : origin - sources.length);
    const source = (origin: number): number => (origin < sources.length ? origin : NONE);
    return { branch, feeders: [feeder(here), feeder(there)], sources: [source(here), source(there)] };
  }
  return null;
}

/** All of them; one pass over the branches. */
export function findParallels(live: LiveEnergisation): readonly Parallel[] {
  const found: Parallel[] = [];
  for (let branch = 0; branch < live.network.branches.count; branch += 1) {
    const parallel = parallelAt(live, branch);
    if (parallel) found.push(parallel);
  }
  return found;
}

/** Branches whose position is known and not the normal one. */
export function abnormalSwitching(live: LiveEnergisation): readonly number[] {
  const { open, unknown } = live.positions;
  const normal = live.network.branches.normalOpenPhases;
  const phases = live.network.branches.phases;
  return [...open.keys()].filter((branch) => ((open[branch]! ^ normal[branch]!) & phases[branch]! & ~unknown[branch]!) !== 0);
}
