/** Blown fuse: one lateral goes dark without telemetry; last gasps and calls are all there is. */

import { createStrikeChooser } from '../chooseStrike.ts';
import { strike } from '../protection.ts';
import type { Scenario } from '../scenario.ts';

const AFTER_MS = 10_000;

export const blownFuse: Scenario = {
  name: 'blown-fuse',
  summary: 'one fuse blows; nobody but callers and meters notices',
  hours: 1.5,
  leastHours: 0.05,
  crews: () => 2,
  plan(world) {
    const chooser = createStrikeChooser(world, world.random('places'), null);
    world.after(AFTER_MS, () => {
      const all = world.grid.pointIds.length;
      const hit =
        chooser.choose('lateral', { most: all, least: 20 }) ??
        chooser.choose('lateral', { most: all }) ??
        chooser.choose('transformer', { most: all });
      if (hit) strike(world, hit);
    });
  },
};
