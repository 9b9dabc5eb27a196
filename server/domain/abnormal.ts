/** Keeps the set of branches that differ from normal, judged again only where something changed (rule N10). */

import { energise, normalState } from './network/energisation.ts';
import { NONE } from './network/network.ts';
import type { World } from './world.ts';

/** Phases a branch has at either end. */
export const livePhasesOf = (world: World, branch: number, live: Uint8Array): number => {
  const { from, to, phases } = world.network.branches;
  return (live[from[branch]!]! | live[to[branch]!]!) & phases[branch]!;
};

export type BranchSupply = { readonly dead: number; readonly unknown: number; readonly normal: number };

export type Abnormal = {
  readonly devices: ReadonlySet<number>;
  /** Judges the given branches again. */
  refresh(branches: Iterable<number>): void;
  supplyOf(branch: number): BranchSupply;
};

export function createAbnormal(world: World, isPredicted: (branch: number) => boolean): Abnormal {
  const { network, energisation, points, ledger } = world;
  const { branches } = network;
  const devices = new Set<number>();
  const normalLive = energise(network, normalState(network));

  function supplyOf(branch: number): BranchSupply {
    const normal = livePhasesOf(world, branch, normalLive);
    const live = livePhasesOf(world, branch, energisation.live);
    const hope = livePhasesOf(world, branch, energisation.hope);
    return { normal, dead: normal & ~hope, unknown: normal & hope & ~live };
  }

  function differs(branch: number): boolean {
    const phases = branches.phases[branch]!;
    const normallyOpen = branches.normalOpenPhases[branch]! & phases;
    const { open, unknown } = energisation.positions;
    if ((open[branch]! & phases) !== normallyOpen || (unknown[branch]! & phases) !== 0) return true;
    if (isPredicted(branch) || points.isStale(branch) || points.isTravelling(branch) || ledger.openOn(branch) !== null) return true;
    const { dead, unknown: unsure } = supplyOf(branch);
    if (dead !== 0 || unsure !== 0) return true;
    const feeder = branches.feeder[branch]!;
    const fedBy = energisation.feederOfNode(Math.max(branches.from[branch]!, branches.to[branch]!));
    return branches.kind[branch] !== 1 && feeder !== NONE && fedBy !== NONE && fedBy !== feeder;
  }

  return {
    devices,
    supplyOf,
    refresh(changed) {
      for (const branch of changed) {
        if (differs(branch)) devices.add(branch);
        else devices.delete(branch);
      }
    },
  };
}
