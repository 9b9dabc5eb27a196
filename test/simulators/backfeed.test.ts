/** Cutting out a faulted stretch and feeding the rest another way. */

import { describe, expect, it } from 'vitest';
import { planBackfeed } from '../../simulators/backfeed.ts';
import { createSupply } from '../../simulators/supply.ts';
import { gridOf, runScenario } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village());
const at = (id: string): number => grid.branchIds.indexOf(id);

function planned(location: string, device: string): { isolate: string[]; deviceFirst: boolean; ties: string[] } {
  const supply = createSupply(grid);
  supply.open[at(device)] = 7;
  supply.refresh();
  const { isolate, deviceFirst, ties } = planBackfeed(supply, at(location), at(device));
  const names = (branches: readonly number[]): string[] => branches.map((branch) => grid.branchIds[branch] ?? '');
  return { isolate: names(isolate), deviceFirst, ties: names(ties) };
}

describe('planBackfeed', () => {
  it('a fault next to the breaker: the far part is cut off and fed over the tie', () => {
    expect(planned('f1-l1', 'f1-cb')).toEqual({ isolate: ['f1-lb'], deviceFirst: false, ties: ['tie-1'] });
  });

  it('a fault behind the next switch: the breaker closes first, before the repair', () => {
    expect(planned('f1-l2', 'f1-cb')).toEqual({ isolate: ['f1-rc'], deviceFirst: true, ties: [] });
  });

  it('never feeds the faulted stretch itself', () => {
    const plan = planned('f0-l2', 'f0-rc');
    expect(plan).toEqual({ isolate: [], deviceFirst: false, ties: [] });
  });
});

describe('scenario feeder-trip', () => {
  it.each([1, 2, 3, 4])('[O14] seed %i: supply comes back in steps, all of it, and every switch ends where it began', (seed) => {
    const run = runScenario({ grid, scenario: 'feeder-trip', seed, hours: 3, views: false });
    expect(run.world.pointsOut).toBe(0);
    expect([...run.world.supply.open].every((open, branch) => (open !== 0) === (grid.normallyOpen[branch] === 1))).toBe(true);
    expect(run.truth.filter((line) => line.type === 'fault')).toHaveLength(1);
    expect(run.truth.filter((line) => line.type === 'restored').length).toBeGreaterThanOrEqual(1);
  });

  it('some seed restores over a tie before the repair', () => {
    const steps = [1, 2, 3, 4, 5, 6].map((seed) => {
      const run = runScenario({ grid, scenario: 'feeder-trip', seed, hours: 3, views: false });
      return run.truth.filter((line) => line.type === 'restored').length;
    });
    expect(Math.max(...steps)).toBeGreaterThan(1);
  });
});
