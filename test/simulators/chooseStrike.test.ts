/** Where faults strike: the class asked for, each branch below telemetry once, with the wind. */

import { expect, it } from 'vitest';
import { createStrikeChooser, type StrikeClass } from '../../simulators/chooseStrike.ts';
import { createWorld, type World } from '../../simulators/world.ts';
import { gridOf, START } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village());
const worldOf = (): World => createWorld({ grid, seed: 1, startAt: START, endAt: START + 3_600_000 });

function chosen(wanted: StrikeClass, front: Parameters<typeof createStrikeChooser>[2] = null): string[] {
  const world = worldOf();
  const chooser = createStrikeChooser(world, world.random('test'), front);
  const devices: string[] = [];
  for (let hit = chooser.choose(wanted, { most: Infinity }); hit; hit = chooser.choose(wanted, { most: Infinity })) {
    devices.push(grid.branchIds[hit.device] ?? '');
  }
  return devices;
}

it('a class names the kind of device that clears the fault', () => {
  expect(chosen('lateral').every((id) => id.endsWith('-fu'))).toBe(true);
  expect(chosen('transformer').every((id) => /-tr\d$/.test(id))).toBe(true);
  expect(chosen('trunk').every((id) => /-(cb|rc)$/.test(id))).toBe(true);
});

it('two faults are never below the same fuse: nobody could tell them from the fuse', () => {
  const laterals = chosen('transformer').map((id) => id.replace(/-tr\d$/, ''));
  expect(laterals.length).toBeGreaterThan(10);
  expect(new Set(laterals).size).toBe(laterals.length);
});

it('limits of size are kept', () => {
  const world = worldOf();
  const chooser = createStrikeChooser(world, world.random('test'), null);
  expect(chooser.choose('lateral', { most: 47 })).toBeNull();
  expect(chooser.choose('lateral', { most: 48, least: 48 })).not.toBeNull();
});

it('strikes where the wind is', () => {
  const north = { strength: (_lon: number, lat: number) => (lat > 50.02 ? 1 : 0) };
  const first = chosen('transformer', north).slice(0, 5);
  expect(
    first.every((id) => /^f[23]-/.test(id)),
    first.join(' '),
  ).toBe(true);
});

it('a hidden fault lies below the device, is no larger than half of it, and can be told apart', () => {
  const world = worldOf();
  const chooser = createStrikeChooser(world, world.random('test'), null);
  const hit = chooser.chooseBelow(grid.branchIds.indexOf('f1-cb'));
  const device = world.devices.get(hit?.device ?? -1);
  expect(grid.branchIds[hit?.device ?? -1]).toMatch(/^f1-/);
  expect(device?.points).toBeLessThanOrEqual((world.devices.get(grid.branchIds.indexOf('f1-cb'))?.points ?? 0) / 2);
});
