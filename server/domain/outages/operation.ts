/** Carries a change of positions through to the outages: begins, extends, part-restores, ends and nests them. */

import type { World } from '../world.ts';
import { beginOutage } from './beginning.ts';
import { blockingSwitches } from './blocking.ts';
import { concludeOutages, nestRemainder, releasePoints } from './ending.ts';
import { leaveBehind } from './leftBehind.ts';
import type { EvidenceItem, Origin, Outage } from './outage.ts';
import { moveSwitches } from './supplyChange.ts';

export type Operation = {
  /** Switch that the evidence is about; null when many change at once, as when a source comes back. */
  readonly device: number | null;
  readonly at: number;
  readonly after: number | null;
  readonly uncertain: boolean;
  readonly origin: Origin;
  readonly lockout: boolean;
  readonly cause: string;
  readonly phases: number;
  readonly commit: number;
  readonly by: string | null;
  readonly evidence: EvidenceItem | null;
  /** Prediction that becomes the outage. */
  readonly prior?: Outage | null;
  /** Outage that ended while these service points stayed dark (rule O17). */
  readonly parent?: string | null;
};

/** Moves the switches to where their evidence puts them and settles everything that follows. */
export function operate(world: World, branches: readonly number[], operation: Operation): void {
  const { ledger, energisation, network } = world;
  const { device, at, after, commit, by } = operation;
  const { moved, lost, gained } = moveSwitches(world, branches);
  if (moved.length === 0) return;
  const closesTie = device !== null && network.branches.normallyOpen[device] === 1;
  const how = by !== null ? 'by-person' : closesTie ? 'tie-closed' : 'switch-closed';
  const ending = { at, after, how, commit, by } as const;
  const affected = new Set<string>();

  if (lost.length > 0) {
    const opened = device !== null && energisation.positions.open[device] !== 0 ? device : null;
    const places = opened === null ? blockingSwitches(world, lost) : new Map<number | null, readonly number[]>([[opened, lost]]);
    for (const [place, points] of places) {
      const blamed = place ?? device ?? branches[0];
      if (blamed === undefined) continue;
      const openedAt = place !== null && place !== device ? world.points.get(place).openedAt : null;
      const prior = place === opened ? (operation.prior ?? null) : null;
      const parent = place === opened ? (operation.parent ?? null) : null;
      const begun = beginOutage(world, blamed, points, { ...operation, at: openedAt ?? at, parent, prior });
      if (parent !== null) leaveBehind(world, parent, points, begun);
    }
  }
  for (const slot of gained.keys()) affected.add(ledger.bySlot(slot).id);
  releasePoints(world, gained, ending);
  for (const branch of moved) {
    for (const standing of ledger.allOpenOn(branch)) {
      if (standing.members <= (gained.get(standing.slot)?.length ?? 0)) continue;
      if (nestRemainder(world, standing, ending, operation.evidence).length > 0) affected.add(standing.id);
    }
  }
  ledger.settle(commit);
  concludeOutages(world, affected, ending);
}
