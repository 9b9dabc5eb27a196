/** When the lights are expected back. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createAccuracy, standingAt } from '../../../../server/domain/estimates/accuracy.ts';
import { planCrews } from '../../../../server/domain/estimates/crewQueue.ts';
import { createDurations, type Likeness } from '../../../../server/domain/estimates/durations.ts';
import { type EstimateCase, estimate, outranks } from '../../../../server/domain/estimates/estimate.ts';
import { roundUp, worthTelling } from '../../../../server/domain/estimates/publish.ts';
import { estimateDefaults } from '../../../../server/domain/estimates/settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.UTC(2026, 0, 5, 10);
const like: Likeness = { device: 'fuse', area: 'urban', cause: null, hour: 10, weather: 0, storm: false };
const plain: EstimateCase = {
  like,
  startedAt: T0,
  confirmedAt: T0,
  said: { crew: null, dispatcher: null, job: null },
  crew: { enRouteAt: null, arrivedAt: null },
  plannedEnd: null,
};

it('[T5] without statistics the default minutes count: 30 travel, 15 assess, 45 repair for a fuse in town', () => {
  expect(estimate(plain, createDurations(100), T0, estimateDefaults)).toMatchObject({ at: T0 + 90 * MINUTE, source: 'job' });
});

it('[T1] a crew on site outranks the dispatcher, who outranks the statistics', () => {
  const said = { crew: T0 + HOUR, dispatcher: T0 + 2 * HOUR, job: null };
  expect(estimate({ ...plain, said }, createDurations(100), T0, estimateDefaults)).toMatchObject({ at: T0 + HOUR, source: 'crew' });
  expect(outranks('statistics', 'dispatcher')).toBe(false);
  expect(outranks('crew', 'dispatcher')).toBe(true);
  expect(outranks('dispatcher', 'statistics')).toBe(true);
});

it('[T5] with twenty like cases their median is used, given that it has lasted this long', () => {
  const durations = createDurations(1000);
  for (let i = 1; i <= 40; i++) durations.add({ ...like, durationMs: i * 10 * MINUTE });
  expect(estimate(plain, durations, T0, estimateDefaults)).toMatchObject({ at: T0 + 205 * MINUTE, source: 'statistics' });
  const later = estimate(plain, durations, T0 + 200 * MINUTE, estimateDefaults);
  expect(later.at).toBe(T0 + 305 * MINUTE);
});

it('[T9] an estimate never lies in the past', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 60 }), fc.integer({ min: 0, max: 2000 }), (past, elapsed) => {
      const durations = createDurations(1000);
      for (const minutes of past) durations.add({ ...like, durationMs: minutes * MINUTE });
      const now = T0 + elapsed * MINUTE;
      const made = estimate(plain, durations, now, estimateDefaults);
      expect(made.at).toBeGreaterThanOrEqual(now);
      if (made.latest !== null) expect(made.latest).toBeGreaterThanOrEqual(made.at);
    }),
  );
});

it('[T6] finite crews: the third job of two crews waits for the first to be done', () => {
  const job = (id: string, priority: number, minutes: number) => ({ id, priority, since: T0, workMs: minutes * MINUTE, startedAt: null });
  const ends = planCrews([job('a', 3, 60), job('b', 2, 90), job('c', 1, 30)], 2, T0);
  expect(ends.get('a')).toBe(T0 + HOUR);
  expect(ends.get('b')).toBe(T0 + 90 * MINUTE);
  expect(ends.get('c')).toBe(T0 + 90 * MINUTE);
});

it('[T7] people hear times rounded upward: 15, 30 and 60 minutes by distance', () => {
  expect(roundUp(T0 + 61 * MINUTE, T0)).toBe(T0 + 75 * MINUTE);
  expect(roundUp(T0 + 5 * HOUR + MINUTE, T0)).toBe(T0 + 5.5 * HOUR);
  expect(roundUp(T0 + 13 * HOUR + MINUTE, T0)).toBe(T0 + 14 * HOUR);
});

it('[T8] a small change, or one too soon after the last, is not told', () => {
  const told = { at: T0 + 2 * HOUR, toldAt: T0 };
  expect(worthTelling(T0 + 2 * HOUR + 20 * MINUTE, told, T0 + 40 * MINUTE, estimateDefaults)).toBe(false);
  expect(worthTelling(T0 + 3 * HOUR, told, T0 + 20 * MINUTE, estimateDefaults)).toBe(false);
  expect(worthTelling(T0 + 3 * HOUR, told, T0 + 40 * MINUTE, estimateDefaults)).toBe(true);
});

it('[T12] estimates are scored at the first, four hours, one hour and last horizon', () => {
  const published = [
    { at: T0 + 2 * HOUR, madeAt: T0 },
    { at: T0 + 5 * HOUR, madeAt: T0 + 2 * HOUR },
  ];
  const end = T0 + 5 * HOUR;
  expect(standingAt(published, end, '4h')?.at).toBe(T0 + 2 * HOUR);
  expect(standingAt(published, end, '1h')?.at).toBe(T0 + 5 * HOUR);
  const accuracy = createAccuracy(estimateDefaults);
  accuracy.add(T0, end, published);
  expect(accuracy.score('first')).toMatchObject({ cases: 1, hits: 0 });
  expect(accuracy.score('last')).toMatchObject({ cases: 1, hits: 1 });
});
