/** The queue behind pings: first in, first out, whatever is taken out of its middle. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createQueue } from '../../../../server/domain/meters/queue.ts';

it('gives what a plain map would give, in the same order', () => {
  const step = fc.record({ add: fc.boolean(), key: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const queue = createQueue<number>();
      const plain = new Map<number, number>();
      steps.forEach(({ add, key }, i) => {
        if (add) {
          queue.add(key, i);
          plain.set(key, i);
        } else {
          queue.delete(key);
          plain.delete(key);
        }
      });
      expect([...queue.all()]).toEqual([...plain]);
      expect(queue.first()).toEqual([...plain][0] ?? null);
      expect(queue.size()).toBe(plain.size);
    }),
  );
});

it('stays right when thousands pass through', () => {
  const queue = createQueue<number>();
  for (let i = 0; i < 5_000; i += 1) {
    queue.add(i, i);
    if (i >= 10) queue.delete(i - 10);
  }
  expect([...queue.all()].map(([key]) => key)).toEqual(Array.from({ length: 10 }, (_, i) => 4_990 + i));
});
