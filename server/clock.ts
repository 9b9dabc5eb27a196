/** Time in force: the wall clock, or what the clock topic says so that a simulator can run faster than life. */

import type { Clock } from './ports.ts';

export type SettableClock = Clock & {
  /** False until simulated time was heard of for the first time. */
  started(): boolean;
  /** Moves simulated time; after the first word of it only forward (INV-9). */
  set(at: number): void;
};

export const wallClock: SettableClock = {
  simulated: false,
  now: () => Date.now(),
  speed: () => null,
  started: () => true,
  set: () => undefined,
};

/** Speed is measured over this much life. */
const SPEED_WINDOW_MS = 5_000;
/** Before anything was heard: earlier than any simulation, so that the first word always moves forward. */
const BEFORE_ALL = Date.UTC(2001, 0, 1);

/** `lastKnown`: newest time in the journal, null when it is empty. */
export function createSimulatedClock(lastKnown: number | null): SettableClock {
  let current = lastKnown ?? BEFORE_ALL;
  const marks: { readonly life: number; readonly at: number }[] = [];
  return {
    simulated: true,
    now: () => current,
    started: () => current > BEFORE_ALL,
    speed() {
      const first = marks[0];
      const last = marks.at(-1);
      if (!first || !last || Date.now() - last.life > SPEED_WINDOW_MS) return 0;
      return last.life - first.life < 1000 ? 1 : Math.round((10 * (last.at - first.at)) / (last.life - first.life)) / 10;
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
