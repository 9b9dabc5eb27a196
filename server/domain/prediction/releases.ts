/** Follows who comes into outages and who leaves them: answers what was said meanwhile, and has the return of supply verified (rules P10, P11, O20). */

import type { Pings } from '../meters/pings.ts';
import { NONE } from '../network/network.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import type { DarkBefore } from './darkBefore.ts';
import type { ForecastLedger } from './forecastLedger.ts';
import type { Overlay } from './overlay.ts';
import type { Verifications } from './verification.ts';

export type ReleasesOptions = {
  readonly world: World;
  readonly overlay: Overlay;
  readonly predicted: ForecastLedger;
  readonly pings: Pings;
  readonly verifications: Verifications;
  readonly darkBefore: DarkBefore;
};

/** Evidence said this long before an outage began belongs to it (rule E27: clocks differ). */
const SKEW_MS = 5_000;

export function createReleases({ world, overlay, predicted, pings, verifications, darkBefore }: ReleasesOptions) {
  const { network, ledger, touch } = world;
  const holderOf = (point: number): string | null => {
    const slot = ledger.outageOf[point]!;
    return slot === NONE ? null : ledger.bySlot(slot).id;
  };
  /** Outage that holds each service point, to know which one it leaves. */
  const heldBy = new Map<number, string>();
  network.servicePoints.ids.forEach((_, point) => {
    const holder = holderOf(point);
    if (holder) heldBy.set(point, holder);
  });

  /** What outages took or gave back since the last step. */
  function follow(now: number): void {
    const moved = ledger.takeMoved();
    const taken = new Set<string>();
    const released = new Map<string, number[]>();
    for (const point of moved) {
      const holder = holderOf(point);
      const before = heldBy.get(point);
      if (holder) {
        if (before === undefined) taken.add(holder);
        heldBy.set(point, holder);
        verifications.leave(point);
        continue;
      }
      if (before === undefined) continue;
      heldBy.delete(point);
      const list = released.get(before);
      if (list) list.push(point);
      else released.set(before, [point]);
    }
    for (const id of taken) if (ledger.outages.get(id)?.origin === 'scada') darkBefore.begun(id, now);
    for (const [id, points] of released) {
      const left = ledger.outages.get(id);
      if (left) giveBack(left, points, left.steps.at(-1)?.at ?? left.endedAt ?? left.startedAt, now);
    }
    overlay.holdersChanged(moved);
    for (const { id, points, startedAt, at } of predicted.takeReturned()) {
      for (const point of points) overlay.restored(point, startedAt - SKEW_MS, at + SKEW_MS);
      const left = ledger.outages.get(id);
      if (left && !isOpen(left)) giveBack(left, points, at, now);
    }
  }

  /** What was said while an outage lasted is answered; whether supply is really back is asked where meters live (rules P10, P11, O20). */
  function giveBack(left: Outage, points: readonly number[], at: number, now: number): void {
    for (const point of points) overlay.restored(point, left.startedAt - SKEW_MS, at);
    const ofPeople = left.origin === 'planned' || left.origin === 'switching';
    if (left.momentary || left.state === 'void' || left.possiblyMomentary || ofPeople || !pings.heardSomeone()) return;
    verifications.restored(left.id, points, at, now);
    touch.mark('outage', left.id);
  }

  return { follow };
}
