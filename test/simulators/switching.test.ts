/** What crews switch: losses belong to the switch they opened, and a tie that is still needed stays closed. */

import { expect, it } from 'vitest';
import { createWorld, type World } from '../../simulators/world.ts';
import { gridOf } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village());
const branch = (id: string): number => grid.branchIds.indexOf(id);
const worldOf = (): World => createWorld({ grid, seed: 1, startAt: 0, endAt: 3_600_000 });

it('whoever goes dark because a person opened a switch lost supply to that switch, and the truth calls it planned', () => {
  const world = worldOf();
  const fault = world.createFault({ kind: 'permanent', device: branch('f0-cb'), location: branch('f0-l1'), phases: 7 });
  world.operate({ branch: branch('f0-cb'), open: 7, cause: 'trip', fault });
  world.operate({ branch: branch('f1-lb'), open: 7, cause: 'manual', fault });
  const [tripped, switched] = world.faults;
  expect(tripped).toMatchObject({ kind: 'permanent', device: branch('f0-cb') });
  expect(switched).toMatchObject({ kind: 'planned', device: branch('f1-lb') });
  expect(switched?.servicePoints).toBeGreaterThan(0);
});

it('opening one of two ways to a point darkens nobody, opening the last one does', () => {
  const world = worldOf();
  const fault = world.createFault({ kind: 'permanent', device: branch('f0-cb'), location: branch('f0-l1'), phases: 7 });
  world.operate({ branch: branch('tie-1'), open: 0, cause: 'manual', fault });
  expect(world.supply.darkensIfOpened(branch('tie-1'))).toBe(false);
  expect(world.supply.darkensIfOpened(branch('f0-cb'))).toBe(false);
  world.operate({ branch: branch('f0-cb'), open: 7, cause: 'trip', fault });
  expect(world.supply.darkensIfOpened(branch('tie-1'))).toBe(true);
});
