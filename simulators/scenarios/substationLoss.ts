/** Substation loss: the incoming supply fails, every feeder head opens, and all come back one after the other. */

import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';
import type { Fault } from '../worldEvent.ts';

const AFTER_MS = 20_000;
const OUT_MINUTES = [20, 35] as const;
const MINUTE = 60_000;

export const substationLoss: Scenario = {
  name: 'substation-loss',
  summary: 'a substation loses its supply: all its feeders at once, restored one by one',
  hours: 1.5,
  leastHours: 0.05,
  crews: () => 3,
  plan(world) {
    const random = world.random('substation');
    const heads = headsBySubstation(world);
    const chosen = random.pick([...heads.values()]);
    if (!chosen) return;
    world.after(AFTER_MS, () => {
      const faults = chosen.map((head, i) => openHead(world, head, i));
      const backAfter = random.between(...OUT_MINUTES) * MINUTE;
      chosen.forEach((head, i) => {
        // Loads come back in steps, a minute or two apart, so that the transformer is not overrun.
        world.after(backAfter + i * random.between(60_000, 120_000), () => {
          const fault = faults[i];
          if (fault) world.operate({ branch: head, open: 0, cause: 'command', fault });
        });
      });
    });
  },
};

/** Undervoltage protection opens the breakers within the same second. */
function openHead(world: World, head: number, order: number): Fault {
  const phases = world.grid.phases[head]!;
  const fault = world.createFault({ kind: 'permanent', device: head, location: head, phases });
  world.after(order * 40, () => world.operate({ branch: head, open: phases, cause: 'trip', fault }));
  return fault;
}

function headsBySubstation(world: World): Map<number, number[]> {
  const heads = new Map<number, number[]>();
  for (const { head, substation } of world.grid.feeders) {
    if (head < 0 || (world.devices.get(head)?.points ?? 0) === 0) continue;
    const list = heads.get(substation) ?? [];
    list.push(head);
    heads.set(substation, list);
  }
  return heads;
}
