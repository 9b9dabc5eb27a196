/** The simulated supervisor and the crews it speaks to: sent by a person they go, look, and come back. */

import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../simulators/dispatch/picture.ts';
import { createSupervisor } from '../../simulators/dispatch/supervisor.ts';
import { createRandom } from '../../simulators/random.ts';
import { startRepairs } from '../../simulators/repairs.ts';
import { createWorld } from '../../simulators/world.ts';
import { gridOf, START } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village());

describe('crews of the simulation', () => {
  it('drive where a person sends them, look in vain where nothing is broken, and take one order at a time', () => {
    const world = createWorld({ grid, seed: 3, startAt: START, endAt: START + 4 * 3_600_000 });
    const repairs = startRepairs(world, 2);
    const said: string[] = [];
    world.listen((event) => {
      if (event.type === 'crew' && event.crew === 0) said.push(event.status ?? event.note ?? 'drives');
    });
    world.advance(START + 1_000);
    expect(repairs.send(0, 1)).toBe(true);
    expect(repairs.send(0, 1)).toBe(false);
    expect(repairs.send(9, 1)).toBe(false);
    world.advance(world.endAt);
    expect(said.filter((word) => word !== 'drives')).toEqual(['available', 'en-route', 'arrived', 'Nothing found here', 'available']);
  });

  it('are made known with skills and shifts before the first job', () => {
    const world = createWorld({ grid, seed: 3, startAt: START, endAt: START + 3_600_000 });
    const deeds = createSupervisor(world, startRepairs(world, 3)).register();
    expect(deeds.map((deed) => (deed.type === 'command' && deed.command.type === 'crew.register' ? deed.command.crew : null))).toEqual([
      'crew-01',
      'crew-02',
      'crew-03',
    ]);
  });
});

describe('their pictures', () => {
  it('are PNG pictures, the same for the same seed', () => {
    const one = drawPicture(createRandom(7, 'photo'), true);
    expect(one.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(drawPicture(createRandom(7, 'photo'), true).equals(one)).toBe(true);
    expect(drawPicture(createRandom(7, 'photo'), false).equals(one)).toBe(false);
    expect(one.length).toBeLessThan(60_000);
  });
});
