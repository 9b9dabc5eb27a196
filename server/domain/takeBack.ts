/** Takes groups of the live world back to what is settled there, so that their recent steps can be taken again. */

import { type Network, NONE } from './network/network.ts';
import type { Outage } from './outages/outage.ts';
import type { Dark } from './snapshot.ts';
import type { World } from './world.ts';

export type TakeBackOptions = {
  readonly world: World;
  /** The world as far as it is settled. */
  readonly settled: World;
  readonly groups: ReadonlySet<number>;
};

function pointsIn({ servicePoints }: Network, ofNode: Int32Array, groups: ReadonlySet<number>): Int32Array {
  const found: number[] = [];
  for (let point = 0; point < servicePoints.count; point += 1) if (groups.has(ofNode[servicePoints.node[point]!]!)) found.push(point);
  return Int32Array.from(found);
}

/**
 * Steps taken since must have been taken back before, as far as that is known. Cannot be taken back itself. What it returns is to be
 * called when the steps have been taken again: it gives outages back the hints that no step gave them.
 */
export function takeBack({ world, settled, groups }: TakeBackOptions): () => void {
  const { network, ledger, energisation, sequences, timers, ownFaults } = world;
  const isInside = (branch: number): boolean => world.groups.ofBranch(branch).some((group) => groups.has(group));
  const points = pointsIn(network, world.groups.ofNode, groups);
  const branches = new Set([...world.points.all(), ...settled.points.all()].map(([branch]) => branch).filter(isInside));

  for (const branch of branches) world.points.set(branch, settled.points.get(branch));
  for (const point of points) ownFaults.set(point, settled.ownFaults.has(point));
  energisation.setMany([...branches].map((branch) => ({ branch, ...world.points.effective(branch) })));

  const wanted = new Map<string, Outage>();
  for (const outage of settled.ledger.outages.values()) if (isInside(outage.device)) wanted.set(outage.id, outage);
  for (const point of points) {
    const slot = settled.ledger.outageOf[point]!;
    if (slot === NONE) continue;
    const outage = settled.ledger.bySlot(slot);
    wanted.set(outage.id, outage);
  }
  const slots = new Map([...wanted.keys()].map((id) => [id, ledger.outages.get(id)?.slot ?? ledger.newSlot()]));
  const dark: Dark = {
    points,
    slots: points.map((point) => {
      const slot = settled.ledger.outageOf[point]!;
      return slot === NONE ? NONE : slots.get(settled.ledger.bySlot(slot).id)!;
    }),
    since: Float64Array.from(points, (point) => settled.ledger.since[point]!),
    dead: Uint8Array.from(points, (point) => settled.ledger.dead[point]!),
  };
  const hinted = [...ledger.outages.values()].filter(({ hintsBelow }) => hintsBelow.length > 0);
  const gone = [...ledger.outages.values()].filter(({ id, device }) => isInside(device) && !wanted.has(id));
  ledger.restore(
    [...wanted.values()].map((outage) => ({ ...outage, slot: slots.get(outage.id)! })),
    dark,
  );
  for (const { id } of gone) ledger.drop(id);
  for (const point of points) ledger.refreshUnknown(point);

  for (const [device] of [...sequences.all()]) if (isInside(device)) sequences.replace(device, settled.sequences.get(device));
  for (const [device, sequence] of settled.sequences.all()) if (isInside(device)) sequences.replace(device, sequence);
  timers.begin(Number.NEGATIVE_INFINITY);
  for (const [key, group] of timers.entries()) if (groups.has(group)) timers.clear(key);
  for (const [key, group, at, timer] of settled.timers.entries()) if (groups.has(group)) timers.set(key, group, at, timer);

  return () => {
    for (const { id, hintsBelow } of hinted) {
      const outage = ledger.outages.get(id);
      if (outage && outage.hintsBelow.length < hintsBelow.length) ledger.put({ ...outage, hintsBelow });
    }
  };
}
