/** The budget of one client, with a clock in hand. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPublishBudget } from '../../../../server/adapters/mqtt/publishBudget.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

function flood(count: number, patienceMs = 60_000) {
  const ran: number[] = [];
  let cut = 0;
  const budget = createPublishBudget({ perSecond: 100, burst: 50, patienceMs, now: () => performance.now(), exceeded: () => (cut += 1) });
  for (let i = 0; i < count; i += 1) budget.take(() => ran.push(i));
  return { ran, cuts: () => cut, budget };
}

it('a burst passes at once, the rest at the allowed rate and in order', () => {
  const { ran } = flood(150);
  expect(ran).toHaveLength(50);
  vi.advanceTimersByTime(500);
  expect(ran.length).toBeGreaterThanOrEqual(98);
  expect(ran.length).toBeLessThanOrEqual(101);
  vi.advanceTimersByTime(600);
  expect(ran).toEqual(Array.from({ length: 150 }, (_, i) => i));
});

it('[P8] who does not let up is cut off, who pauses is not', () => {
  const loud = flood(10_000, 1_000);
  vi.advanceTimersByTime(1_100);
  expect(loud.cuts()).toBeGreaterThan(0);
  const patient = flood(100, 1_000);
  for (let second = 0; second < 10; second += 1) {
    vi.advanceTimersByTime(1_000);
    for (let i = 0; i < 90; i += 1) patient.budget.take(() => {});
  }
  expect(patient.cuts()).toBe(0);
});

it('nothing runs after it is closed', () => {
  const { ran, budget } = flood(60);
  budget.close();
  vi.advanceTimersByTime(10_000);
  expect(ran).toHaveLength(50);
});
