/** What a crew does at the place of a fault, step by step, with the time each step takes. */

import { planBackfeed } from './backfeed.ts';
import { switchKindOf, TRANSFORMER } from './grid.ts';
import { quietFrom } from './hiddenFaults.ts';
import type { World } from './world.ts';
import type { Fault } from './worldEvent.ts';

/** What cannot be switched now is tried again after this. */
const AGAIN_MS = 10 * 60_000;

export type Step = { readonly waitMs: number; readonly act: () => void };

/** A trunk fault is cut out first and the others get supply back in steps; below a fuse everybody waits for the repair. */
export function* workSteps(world: World, fault: Fault, minutes: (low: number, high: number) => number): Generator<Step> {
  const { grid, supply } = world;
  const { device, location } = fault;
  const reach = (branch: number): number => (grid.telemetered[branch] === 1 ? minutes(0.5, 1.5) : minutes(3, 7));
  const operate = (branch: number, open: boolean): void => {
    const cause = grid.telemetered[branch] === 1 ? 'command' : 'manual';
    world.operate({ branch, open: open ? grid.phases[branch]! : 0, cause, fault });
  };
  const turn = (branch: number, act: () => void): Step => ({ waitMs: reach(branch), act });
  const close = (branch: number): Step => turn(branch, () => operate(branch, false));
  /** A tie that still feeds somebody, because more has failed beside it, stays closed until it does not. */
  const openTie = (tie: number): void => {
    if (supply.darkensIfOpened(tie)) world.after(AGAIN_MS, () => openTie(tie));
    else operate(tie, true);
  };
  /** Nobody closes onto damage that another crew still works at. */
  const rejoin = (branch: number): void => {
    if (supply.feedsIfClosed(branch, world.broken)) world.after(AGAIN_MS, () => rejoin(branch));
    else operate(branch, false);
  };
  const closeTie = (tie: number): void => {
    if (!supply.feedsIfClosed(tie, world.broken)) operate(tie, false);
  };
  const cutOut = (branch: number): void => {
    if (world.now() < quietFrom(world) || !supply.darkensIfOpened(branch)) operate(branch, true);
  };
  const repair = (low: number, high: number): Step => ({ waitMs: minutes(low, high), act: () => world.repaired(location) });
  if (grid.kind[device] === TRANSFORMER) {
    yield repair(25, 60);
    yield close(device);
    return;
  }
  if (switchKindOf(grid, device) === 'fuse') {
    yield repair(8, 30);
    yield close(device);
    return;
  }
  const plan = planBackfeed(supply, location, device);
  for (const branch of plan.isolate) yield turn(branch, () => cutOut(branch));
  if (plan.deviceFirst) yield close(device);
  for (const tie of plan.ties) yield turn(tie, () => closeTie(tie));
  yield repair(25, 60);
  if (!plan.deviceFirst) yield close(device);
  for (const branch of plan.isolate) yield turn(branch, () => rejoin(branch));
  for (const tie of plan.ties) yield turn(tie, () => openTie(tie));
}
