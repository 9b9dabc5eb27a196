/** Weather as areas see it: severity grows and falls with the front. */

import type { Front } from './front.ts';
import type { World } from './world.ts';

const EVERY_MS = 10 * 60_000;
const WORDS = ['calm', 'breeze', 'strong wind', 'gale', 'storm', 'severe storm'] as const;

/** Tells each of the smallest areas when its severity (0–5) changes, until the front has passed. */
export function blowAcross(world: World, front: Front, until: number): void {
  const { areas } = world.grid;
  const smallest = areas.some((area) => area.level === 'district') ? 'district' : 'county';
  const told = new Map<number, number>();
  const look = (): void => {
    areas.forEach((area, index) => {
      if (area.level !== smallest) return;
      const severity = world.now() < until ? Math.round(5 * front.strength(area.lon, area.lat, world.now())) : 0;
      if (told.get(index) === severity) return;
      told.set(index, severity);
      world.tell({ type: 'weather', area: index, severity, text: WORDS[severity] ?? 'storm' });
    });
    if (world.now() < until) world.after(EVERY_MS, look);
  };
  world.after(0, look);
}
