/** When people hear of an outage again, and how sure its estimate is. */

import { expect, it } from 'vitest';
import { estimateClass, nextNewsAt } from '../../../../server/domain/estimates/nextNews.ts';
import { estimateDefaults } from '../../../../server/domain/estimates/settings.ts';
import type { Track } from '../../../../server/domain/estimates/track.ts';
import type { Estimate } from '../../../../server/domain/outages/outage.ts';

const MINUTE = 60_000;
const track: Track = {
  id: 'outage:1',
  startedAt: 0,
  confirmedAt: 10 * MINUTE,
  like: { device: 'fuse', area: 'urban', cause: 'wind', hour: 10, weather: 0, storm: false },
  estimates: [],
  history: [],
  heeded: 0,
  asked: false,
  overdue: 0,
  concluded: false,
  revision: 1,
};
const estimate = (at: number, madeAt: number, earliest: number | null = null, latest: number | null = null): Estimate => ({
  at,
  earliest,
  latest,
  source: 'statistics',
  madeAt,
  by: null,
  reason: null,
  customersOut: 1,
});

it('[T2] the first news is fifteen minutes after confirmation, and never more than an hour away afterwards', () => {
  expect(nextNewsAt(null, null, 0, estimateDefaults)).toBeNull();
  expect(nextNewsAt(track, null, 11 * MINUTE, estimateDefaults)).toBe(25 * MINUTE);
  expect(nextNewsAt(track, null, 26 * MINUTE, estimateDefaults)).toBe(85 * MINUTE);
  expect(nextNewsAt(track, estimate(300 * MINUTE, 20 * MINUTE), 30 * MINUTE, estimateDefaults)).toBe(80 * MINUTE);
  expect(nextNewsAt(track, estimate(300 * MINUTE, 20 * MINUTE), 100 * MINUTE, estimateDefaults)).toBe(140 * MINUTE);
  expect(nextNewsAt(track, estimate(60 * MINUTE, 20 * MINUTE), 30 * MINUTE, estimateDefaults)).toBe(60 * MINUTE);
});

it('[T13] an estimate is high when its spread is no wider than a hit on either side', () => {
  expect(estimateClass(estimate(100 * MINUTE, 0), 0, estimateDefaults)).toBeNull();
  expect(estimateClass(estimate(100 * MINUTE, 0, 80 * MINUTE, 130 * MINUTE), 0, estimateDefaults)).toBe('high');
  expect(estimateClass(estimate(100 * MINUTE, 0, 60 * MINUTE, 130 * MINUTE), 0, estimateDefaults)).toBe('low');
});
