/** What a scenario is: a name, a length, and what it lets happen in the world. */

import type { World } from './world.ts';

export type Scenario = {
  readonly name: string;
  readonly summary: string;
  /** Simulated hours unless `--hours` says otherwise. */
  readonly hours: number;
  /** It makes no sense in less. */
  readonly leastHours: number;
  readonly crews: (servicePoints: number) => number;
  /** Plans the first happenings; called once before time starts. */
  readonly plan: (world: World) => void;
};

/** One crew for so many service points, within what a city has at hand. */
export const usualCrews = (servicePoints: number): number => Math.min(60, Math.max(4, Math.ceil(servicePoints / 3_000)));
