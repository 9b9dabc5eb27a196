/** The control room's log: switches without telemetry that crews turned by hand, a little later than it happened. */

import { jsonConnection } from '../connection.ts';
import { phaseLetters, switchKindOf, TRANSFORMER } from '../grid.ts';
import type { View } from './view.ts';

export const FIELD = 'field-log';

/** Planned openings are in it; blown fuses and failed transformers are not: nobody turned them, and Relight is to find them by itself. */
export const fieldReports: View = ({ world, post }) => {
  const { grid } = world;
  const random = world.random('field log');
  let busyUntil = 0;
  world.listen((event) => {
    if (event.type !== 'switch' || (event.cause !== 'manual' && event.cause !== 'command')) return;
    const { branch } = event;
    const turned = grid.kind[branch] !== TRANSFORMER && switchKindOf(grid, branch) !== 'fuse';
    if (grid.telemetered[branch] === 1 || (!turned && event.cause !== 'command')) return;
    const at = world.now();
    busyUntil = Math.max(at + random.between(5_000, 40_000), busyUntil + 1);
    const phases = event.phases === grid.phases[branch] ? {} : { phases: phaseLetters(event.phases) };
    const { position, cause } = event;
    world.after(busyUntil - at, () => post.send(FIELD, 'switch', grid.branchIds[branch]!, at, { position, cause, ...phases }));
  });
  return [jsonConnection(FIELD)];
};
