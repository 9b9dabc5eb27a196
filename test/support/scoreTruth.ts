/** What truly happened in a played world, as the faults that a conclusion is measured against. */

import { ON } from '../../simulators/supply.ts';
import type { World } from '../../simulators/world.ts';

export type TrueFault = {
  readonly id: string;
  readonly device: string;
  readonly at: number;
  /** Epoch milliseconds; end of the world when it was never repaired. */
  endedAt: number;
  servicePoints: number;
  customers: number;
  readonly kind: string;
};

export type Truth = { readonly faults: readonly TrueFault[] };

/** Rule O10. */
export const SUSTAINED_MS = 5 * 60_000;

/** Starts listening; the faults are complete when the world's time has ended. */
export function watchTruth(world: World): Truth {
  const faults: TrueFault[] = [];
  const byId = new Map<string, TrueFault>();
  world.listen((event) => {
    if (event.type === 'fault') {
      const { id, device, kind, servicePoints, customers } = event.fault;
      const fault = { id, device: world.grid.branchIds[device]!, at: world.now(), endedAt: world.endAt, servicePoints, customers, kind };
      faults.push(fault);
      byId.set(id, fault);
    } else if (event.type === 'restored') {
      const fault = byId.get(event.fault.id);
      if (fault && event.fault.customersLeft <= 0) fault.endedAt = world.now();
    }
  });
  return { faults };
}

/** Sustained, and more than one customer: what has to be found. */
export const hasToBeFound = ({ kind, customers, at, endedAt }: TrueFault): boolean =>
  kind !== 'private' && kind !== 'planned' && customers > 1 && endedAt - at > SUSTAINED_MS;

/** Service points without full supply now. */
export function darkPoints(world: World): number[] {
  const dark: number[] = [];
  world.supply.state.forEach((state, point) => {
    if (state !== ON) dark.push(point);
  });
  return dark;
}
