/** Damage on lines that are dead already: it shows when supply comes back, as an outage left behind. */

import { strike } from './protection.ts';
import type { World } from './world.ts';

const SHOWS_AFTER_MS = 100;
// A storm ends quietly: crews have walked the line by then.
const QUIET_END_MS = 30 * 60_000;

export const quietFrom = (world: World): number => world.endAt - QUIET_END_MS;

/** Returns how to hide one more fault behind a fuse or transformer that is dark now. */
export function startHiddenFaults(world: World): (device: number, location: number) => void {
  const hidden = new Map<number, number>();
  const { grid, supply } = world;
  const fed = (device: number): boolean => supply.tree.live[grid.from[device]!] !== 0 || supply.tree.live[grid.to[device]!] !== 0;
  world.listen((event) => {
    if (event.type !== 'supply') return;
    for (const [device, location] of hidden) {
      if (!fed(device)) continue;
      hidden.delete(device);
      if (world.now() < quietFrom(world)) world.after(SHOWS_AFTER_MS, () => strike(world, { device, location, lasting: true }));
    }
  });
  return (device, location) => hidden.set(device, location);
}
