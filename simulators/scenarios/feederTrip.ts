/** Feeder trip: a telemetered breaker locks out, the fault is cut out, most get supply back over ties, the rest after the repair. */

import { switchKindOf } from '../grid.ts';
import { strike } from '../protection.ts';
import type { Scenario } from '../scenario.ts';

const AFTER_MS = 10_000;

export const feederTrip: Scenario = {
  name: 'feeder-trip',
  summary: 'one feeder breaker trips and locks out; step restoration over ties',
  hours: 2,
  leastHours: 0.05,
  crews: () => 3,
  plan(world) {
    const { grid, devices } = world;
    const random = world.random('feeder trip');
    const telemetered = [...devices.values()].filter((device) => device.telemetered && device.points > 0 && device.zone.length > 0);
    const breakers = telemetered.filter((device) => switchKindOf(grid, device.branch) === 'breaker');
    const device = random.pick(breakers.length > 0 ? breakers : telemetered);
    const location = device ? random.pick(device.zone) : undefined;
    if (device && location !== undefined) world.after(AFTER_MS, () => strike(world, { device: device.branch, location, lasting: true }));
  },
};
