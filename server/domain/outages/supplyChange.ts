/** Moves switches to the position their evidence says, and tells whose supply was lost or came back (rules N13, E21, E30). */

import type { Change, Position } from '../network/liveEnergisation.ts';
import { NONE } from '../network/network.ts';
import { OFF } from '../network/supply.ts';
import type { World } from '../world.ts';

export type SupplyChange = {
  /** Switches of which the position in force changed. */
  readonly moved: readonly number[];
  /** Service points that were supplied, or unknown, and have lost a phase for certain. */
  readonly lost: readonly number[];
  /** Service points that have every phase back, by the slot of their outage. */
  readonly gained: ReadonlyMap<number, readonly number[]>;
};

/** Phases of a service point that are lost for certain, by the positions in force. */
export function lostPhases(world: World, point: number): number {
  const { servicePoints } = world.network;
  const { hope, states, supplyInUse } = world.energisation;
  const required = servicePoints.required[point]!;
  if (required === 0) return 0;
  if (world.ownFaults.has(point)) return required;
  if (states[point] === OFF) return required;
  const supply = supplyInUse[point]!;
  const node = supply === 0 ? servicePoints.node[point]! : servicePoints.supplyNode[servicePoints.supplyStart[point]! + supply - 1]!;
  return required & ~hope[node]!;
}

function markDevices(world: World, change: Change): void {
  const { start, branch } = world.network.adjacency;
  for (const node of change.nodes) {
    for (let i = start[node]!; i < start[node + 1]!; i += 1) world.touch.mark('device', branch[i]!);
  }
}

function setPositions(world: World, positions: readonly Position[]): Change {
  const change = world.energisation.setMany(positions);
  for (const { branch } of positions) {
    world.touch.mark('device', branch);
    const feeder = world.network.branches.headOf[branch]!;
    if (feeder !== NONE) world.touch.mark('feeder', feeder);
  }
  markDevices(world, change);
  return change;
}

/** Brings the given switches to their effective positions; the counts of outages are not settled here. */
export function moveSwitches(world: World, branches: Iterable<number>): SupplyChange {
  const { energisation, ledger, points, undo } = world;
  const positions: Position[] = [];
  const before: Position[] = [];
  for (const branch of branches) {
    const { open, unknown } = points.effective(branch);
    const old = { branch, open: energisation.positions.open[branch]!, unknown: energisation.positions.unknown[branch]! };
    if (old.open === open && old.unknown === unknown) continue;
    positions.push({ branch, open, unknown });
    before.push(old);
  }
  if (positions.length === 0) return { moved: [], lost: [], gained: new Map() };

  const change = setPositions(world, positions);
  undo.add(() => {
    for (const point of setPositions(world, before).servicePoints) ledger.refreshUnknown(point);
  });
  const lost: number[] = [];
  const gained = new Map<number, number[]>();
  for (const point of change.servicePoints) {
    const old = ledger.dead[point]!;
    const still = world.ownFaults.has(point) ? old : old & ~energisation.livePhases[point]!;
    const next = still | lostPhases(world, point);
    if (old === 0) {
      if (next !== 0) lost.push(point);
      else ledger.refreshUnknown(point);
    } else if (next === 0) {
      const slot = ledger.outageOf[point]!;
      const list = gained.get(slot);
      if (list) list.push(point);
      else gained.set(slot, [point]);
    } else {
      ledger.setPoint(point, ledger.outageOf[point]!, ledger.since[point]!, next);
    }
  }
  return { moved: positions.map(({ branch }) => branch), lost, gained };
}
