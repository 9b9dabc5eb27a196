/** Begins and ends the outage of a single service point, which no switch of the network stands for (rules O1, O25, P3). */

import { NONE } from '../network/network.ts';
import type { World } from '../world.ts';
import { coverMomentaries, openOutage } from './beginning.ts';
import { concludeOutages, releasePoints } from './ending.ts';
import type { Operation } from './operation.ts';
import { lostPhases } from './supplyChange.ts';

export function applyOwnFault(world: World, point: number, faulty: boolean, operation: Operation): void {
  const { ledger, ownFaults } = world;
  const { device, at, after, commit, by } = operation;
  if (ownFaults.has(point) === faulty || device === null) return;
  ownFaults.set(point, faulty);
  const slot = ledger.outageOf[point]!;
  if (faulty) {
    if (slot !== NONE) return;
    const outage = openOutage(world, device, { ...operation, phases: lostPhases(world, point), parent: null, level: 'service' });
    ledger.setPoint(point, outage.slot, at, lostPhases(world, point));
    coverMomentaries(world, [point], outage.id);
    ledger.settle(commit);
    return;
  }
  if (slot === NONE || lostPhases(world, point) !== 0) return;
  const ending = { at, after, how: by === null ? 'meters' : 'by-person', commit, by } as const;
  const { id } = ledger.bySlot(slot);
  releasePoints(world, new Map([[slot, [point]]]), ending);
  ledger.settle(commit);
  concludeOutages(world, [id], ending);
}
