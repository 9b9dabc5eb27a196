/** Repair day: the morning after, hundreds of small faults wait for crews at the same time. */

import { createStrikeChooser } from '../chooseStrike.ts';
import { strike } from '../protection.ts';
import { type Scenario, usualCrews } from '../scenario.ts';

const JOBS = 540;
const WITHIN_MS = 40 * 60_000;
const FIRST_MS = 30_000;
const FUSE_SHARE = 0.12;

export const repairDay: Scenario = {
  name: 'repair-day',
  summary: 'hundreds of small faults at once: more than 500 jobs for 60 crews',
  hours: 12,
  leastHours: 1,
  crews: usualCrews,
  plan(world) {
    const random = world.random('repair day');
    const chooser = createStrikeChooser(world, world.random('places'), null);
    const count = Math.min(JOBS, Math.floor(world.devices.size * 0.5));
    for (let i = 0; i < count; i++) {
      world.after(FIRST_MS + random.next() * WITHIN_MS, () => {
        const wanted = random.chance(FUSE_SHARE) ? 'lateral' : 'transformer';
        const most = Math.floor(world.grid.pointIds.length * 0.4) - world.pointsOut;
        const hit = chooser.choose(wanted, { most }) ?? chooser.choose('transformer', { most });
        if (hit) strike(world, hit);
      });
    }
  },
};
