/** The small scenarios: what each of them is about happens, and ends. */

import { describe, expect, it } from 'vitest';
import { gridOf, runScenario, START } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village());
const kindOf = new Map(grid.branchIds.map((id, branch) => [id, branch]));
const telemetered = (id: string): boolean => grid.telemetered[kindOf.get(id) ?? -1] === 1;

describe.each([1, 2, 3])('seed %i', (seed) => {
  it('blown-fuse: one fuse without telemetry, found and replaced', () => {
    const run = runScenario({ grid, scenario: 'blown-fuse', seed });
    const faults = run.truth.filter((line) => line.type === 'fault');
    expect(faults).toHaveLength(1);
    expect(faults[0]?.device).toMatch(/-fu$/);
    expect(Date.parse(faults[0]?.at ?? '')).toBeLessThan(START + 20_000);
    expect(run.world.pointsOut).toBe(0);
    expect(run.sent.some(({ payload }) => String(payload).includes('no-power'))).toBe(true);
    expect(run.sent.filter(({ topic, payload }) => topic.includes('/switch/') && !String(payload).includes('invalid'))).toEqual([]);
  });

  it('substation-loss: every feeder of one substation trips and comes back', () => {
    const run = runScenario({ grid, scenario: 'substation-loss', seed });
    const devices = run.truth.filter((line) => line.type === 'fault').map((line) => line.device);
    expect([
      ['f0-cb', 'f2-cb'],
      ['f1-cb', 'f3-cb'],
    ]).toContainEqual(devices);
    expect(run.world.pointsOut).toBe(0);
  });

  it('calm-day: planned work, a blink, some faults, some private trouble; at the end all have supply', () => {
    const run = runScenario({ grid, scenario: 'calm-day', seed });
    const faults = run.truth.filter((line) => line.type === 'fault');
    const kinds = new Map<string, number>();
    for (const { kind } of faults) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(kinds.get('planned')).toBe(1);
    expect(kinds.get('temporary')).toBe(1);
    expect(kinds.get('permanent')).toBe(3);
    expect(kinds.get('private')).toBeGreaterThan(0);
    expect(faults.filter((line) => line.kind === 'temporary').every((line) => telemetered(line.device))).toBe(true);
    expect(run.world.pointsOut).toBe(0);
  });
});

it('[O6] planned work is heard as commanded, from the log of the control room', () => {
  const run = runScenario({ grid, scenario: 'calm-day', seed: 1 });
  const planned = run.truth.find((line) => line.kind === 'planned');
  const heard = run.sent
    .filter(({ topic }) => topic.endsWith(`/switch/${planned?.device}`))
    .map(({ payload }) => JSON.parse(String(payload)));
  expect(heard.map(({ position, cause, source }) => `${position} ${cause} ${source}`)).toEqual([
    'open command field-log',
    'closed command field-log',
  ]);
});
