/** Chance is seeded, its streams are independent, and its draws are fair. */

import { expect, it } from 'vitest';
import { createRandom, trait } from '../../simulators/random.ts';

const draw = (seed: number, name: string, count: number): number[] => {
  const random = createRandom(seed, name);
  return Array.from({ length: count }, () => random.next());
};

it('the same seed and name give the same stream, others another', () => {
  expect(draw(7, 'faults', 20)).toEqual(draw(7, 'faults', 20));
  expect(draw(7, 'faults', 20)).not.toEqual(draw(8, 'faults', 20));
  expect(draw(7, 'faults', 20)).not.toEqual(draw(7, 'crews', 20));
  expect(draw(2 ** 33, 'faults', 20)).not.toEqual(draw(0, 'faults', 20));
});

it('draws and traits are spread evenly', () => {
  for (const values of [draw(1, 'even', 20_000), Array.from({ length: 20_000 }, (_, i) => trait(1, 'even', i))]) {
    const buckets = new Array<number>(10).fill(0);
    for (const value of values) buckets[Math.floor(value * 10)]! += 1;
    for (const bucket of buckets) expect(Math.abs(bucket - 2_000)).toBeLessThan(200);
  }
});
