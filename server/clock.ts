/** Time in force: the wall clock, or what the clock topic says so that a simulator can run faster than life. */

import type { Clock } from './ports.ts';

export type SettableClock = Clock & {
  /** Moves simulated time forward; never back (INV-9). */
  set(at: number): void;
};

export const wallClock: SettableClock = { simulated: false, now: () => Date.now(), speed: () => null, set: () => undefined };

/** Speed is measured over this much life. */
const SPEED_WINDOW_MS = 5_000;

export function createSimulatedClock(startAt: number): SettableClock {
  let current = startAt;
  const marks: { readonly life: number; readonly at: number }[] = [];
  return {
    simulated: true,
    now: () => current,
    speed() {
      const first = marks[0];
      const last = marks.at(-1);
      if (!first || !last || Date.now() - last.life > SPEED_WINDOW_MS) return 0;
      return last.life === first.life ? 1 : (last.at - first.at) / (last.life - first.life);
    },
    set(at) {
      if (at <= current) return;
      current = at;
      const life = Date.now();
      marks.push({ life, at });
      while (marks.length > 2 && life - (marks[0]?.life ?? life) > SPEED_WINDOW_MS) marks.shift();
    },
  };
}
