/** Writes down what really happened, as the JSON lines of `--truth`. */

import { formatTime } from '../shared/time.ts';
import type { World } from './world.ts';

const STATE_EVERY_MS = 10_000;

/** One line a call, without line end; the order is that of virtual time. */
export function recordTruth(world: World, write: (line: string) => void): void {
  const { grid } = world;
  world.listen((event) => {
    if (event.type === 'fault') {
      const { id, device, location, kind, servicePoints, customers } = event.fault;
      write(
        line(world, 'fault', { id, device: grid.branchIds[device], location: grid.branchIds[location], kind, servicePoints, customers }),
      );
    } else if (event.type === 'restored') {
      write(line(world, 'restored', { id: event.fault.id, servicePoints: event.servicePoints, customers: event.customers }));
    }
  });
  const state = (): void => {
    write(line(world, 'state', { customersOut: world.customersOut, servicePointsOut: world.pointsOut }));
    if (world.now() + STATE_EVERY_MS <= world.endAt) world.after(STATE_EVERY_MS, state);
  };
  world.after(STATE_EVERY_MS, state);
}

const line = (world: World, type: string, fields: Record<string, unknown>): string =>
  JSON.stringify({ at: formatTime(world.now()), type, ...fields });
