/** Fault indicators on some trunk lines: they flag the current on its way to the fault, and miss one in eight. */

import { jsonConnection } from '../connection.ts';
import { LINE, phaseLetters } from '../grid.ts';
import { trait } from '../random.ts';
import type { View } from './view.ts';

export const INDICATORS = 'indicators';

const FITTED_SHARE = 0.2;
const HEARD_SHARE = 0.88;
const RESET_MS = 2 * 3_600_000;
const FALSE_MEAN_MS = 90 * 60_000;

export const faultIndicators: View = ({ world, post }) => {
  const { grid, devices, seed } = world;
  const random = world.random('indicators');
  const fitted = [...devices.values()]
    .filter((device) => device.points > 200)
    .flatMap((device) => device.zone)
    .filter((branch) => grid.kind[branch] === LINE && trait(seed, 'indicator', branch) < FITTED_SHARE);
  const has = new Set(fitted);

  function flag(branch: number, phases: number): void {
    const at = world.now();
    const id = grid.branchIds[branch]!;
    const letters = phaseLetters(phases & grid.phases[branch]!);
    world.after(random.between(2_000, 25_000), () => post.send(INDICATORS, 'fault-indicator', id, at, { state: 'fault', phases: letters }));
    world.after(RESET_MS, () => post.send(INDICATORS, 'fault-indicator', id, world.now(), { state: 'normal' }));
  }

  world.listen((event) => {
    if (event.type !== 'fault-current') return;
    for (const branch of event.path) if (has.has(branch) && random.chance(HEARD_SHARE)) flag(branch, event.phases);
  });
  const falsely = (): void => {
    const branch = random.pick(fitted);
    if (branch !== undefined) flag(branch, grid.phases[branch]!);
    world.after(random.wait(FALSE_MEAN_MS), falsely);
  };
  world.after(random.wait(FALSE_MEAN_MS), falsely);
  return [jsonConnection(INDICATORS)];
};
