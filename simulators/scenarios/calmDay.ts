/** Calm day: planned work in the morning, a blink, a fuse, a transformer, a few customers with trouble of their own. */

import { createStrikeChooser } from '../chooseStrike.ts';
import { deviceOver } from '../deviceOver.ts';
import { strike } from '../protection.ts';
import type { Scenario } from '../scenario.ts';
import { ON } from '../supply.ts';
import type { World } from '../world.ts';

const MINUTE = 60_000;
const PRIVATE_FAULTS = 4;

export const calmDay: Scenario = {
  name: 'calm-day',
  summary: 'a working day with a handful of small troubles and one planned outage',
  hours: 10,
  leastHours: 1,
  crews: () => 6,
  plan(world) {
    const random = world.random('calm day');
    const chooser = createStrikeChooser(world, world.random('places'), null);
    const all = world.grid.pointIds.length;
    const day = world.endAt - world.startAt;
    const at = (from: number, to: number, action: () => void): void => world.after(day * random.between(from, to), action);
    at(0.05, 0.1, () =>
      planWork(world, (chooser.choose('lateral', { most: all }) ?? chooser.choose('transformer', { most: all }))?.device),
    );
    at(0.2, 0.3, () => {
      const hit = chooser.choose('trunk', { most: all });
      if (hit) strike(world, { ...hit, lasting: false });
    });
    for (const [from, to, wanted] of [
      [0.02, 0.04, 'lateral'],
      [0.35, 0.45, 'transformer'],
      [0.55, 0.7, 'lateral'],
    ] as const) {
      at(from, to, () => {
        const hit = chooser.choose(wanted, { most: all });
        if (hit) strike(world, hit);
      });
    }
    for (let i = 0; i < PRIVATE_FAULTS; i++) {
      at(0.05, 0.9, () => {
        const point = random.below(all);
        if (world.supply.state[point] === ON) world.breakAtCustomer(point, deviceOver(world, point));
      });
    }
  },
};

/** Opened and closed by hand, as the plan says; about two hours. */
function planWork(world: World, device: number | undefined): void {
  if (device === undefined) return;
  const phases = world.grid.phases[device]!;
  const fault = world.createFault({ kind: 'planned', device, location: device, phases });
  world.operate({ branch: device, open: phases, cause: 'command', fault });
  world.after(Math.min(110 * MINUTE, (world.endAt - world.now()) / 2), () =>
    world.operate({ branch: device, open: 0, cause: 'command', fault }),
  );
}
