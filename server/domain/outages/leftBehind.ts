/** Service points that stayed dark when their outage ended go on in a nested one, without a break (rule O17). */

import type { World } from '../world.ts';
import type { Step } from './outage.ts';

/** Writes into the steps of the parent that these service points never had supply back, and where they are now. */
export function leaveBehind(world: World, parent: string, points: readonly number[], to: string): void {
  const { ledger, network } = world;
  const outage = ledger.outages.get(parent);
  if (!outage) return;
  const left = new Set(points);
  const customersOf = (list: Int32Array): number => list.reduce((sum, point) => sum + network.servicePoints.customers[point]!, 0);
  const part = (step: Step, stays: boolean): Step => {
    const servicePoints = step.servicePoints.filter((point) => left.has(point) !== stays);
    return { ...step, servicePoints, customers: customersOf(servicePoints) };
  };
  const steps = outage.steps.flatMap((step): Step[] =>
    step.to === null ? [part(step, true), { ...part(step, false), how: 'moved', to }] : [step],
  );
  ledger.put({ ...outage, steps: steps.filter(({ servicePoints }) => servicePoints.length > 0) });
}
