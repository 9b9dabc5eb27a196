/** What a crew does at the place of a fault, step by step, with the time each step takes. */

import { planBackfeed } from './backfeed.ts';
import { switchKindOf, TRANSFORMER } from './grid.ts';
import type { World } from './world.ts';
import type { Fault } from './worldEvent.ts';

export type Step = { readonly waitMs: number; readonly act: () => void };

/** A trunk fault is cut out first and the others get supply back in steps; below a fuse everybody waits for the repair. */
export function* workSteps(world: World, fault: Fault, minutes: (low: number, high: number) => number): Generator<Step> {
  const { grid, supply } = world;
  const { device, location } = fault;
  const reach = (branch: number): number => (grid.telemetered[branch] === 1 ? minutes(0.5, 1.5) : minutes(3, 7));
  const turn = (branch: number, open: boolean): Step => {
    const cause = grid.telemetered[branch] === 1 ? 'command' : 'manual';
    return { waitMs: reach(branch), act: () => world.operate({ branch, open: open ? grid.phases[branch]! : 0, cause, fault }) };
  };
  const repair = (low: number, high: number): Step => ({ waitMs: minutes(low, high), act: () => undefined });
  if (grid.kind[device] === TRANSFORMER) {
    yield repair(25, 60);
    yield turn(device, false);
    return;
  }
  if (switchKindOf(grid, device) === 'fuse') {
    yield repair(8, 30);
    yield turn(device, false);
    return;
  }
  const plan = planBackfeed(supply, location, device);
  for (const branch of plan.isolate) yield turn(branch, true);
  if (plan.deviceFirst) yield turn(device, false);
  for (const tie of plan.ties) yield turn(tie, false);
  yield repair(25, 60);
  if (!plan.deviceFirst) yield turn(device, false);
  for (const branch of plan.isolate) yield turn(branch, false);
  for (const tie of plan.ties) yield turn(tie, true);
}
