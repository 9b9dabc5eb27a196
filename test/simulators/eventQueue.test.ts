/** Virtual time runs in order, and equal moments keep the order in which they were planned. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventQueue } from '../../simulators/eventQueue.ts';

it('runs everything due in order of time, then of planning', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 25 }), (times, until) => {
      const queue = createEventQueue();
      const ran: number[] = [];
      times.forEach((at, i) => {
        queue.plan(at, () => ran.push(i));
      });
      queue.runUntil(until, () => undefined);
      const expected = times
        .map((at, i) => ({ at, i }))
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at || a.i - b.i);
      expect(ran).toEqual(expected.map(({ i }) => i));
      expect(queue.size).toBe(times.length - ran.length);
    }),
  );
});

it('an action may plan more for the same moment', () => {
  const queue = createEventQueue();
  const ran: string[] = [];
  queue.plan(5, () => {
    ran.push('first');
    queue.plan(5, () => ran.push('second'));
  });
  queue.runUntil(5, () => undefined);
  expect(ran).toEqual(['first', 'second']);
});
