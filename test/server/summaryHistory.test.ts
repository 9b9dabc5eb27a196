/** The figures of the last hours: one sample a minute, kept over a restart. */

import { expect, it } from 'vitest';
import { startSummaryHistory } from '../../server/summaryHistory.ts';
import { until } from '../support/startServer.ts';

const ZERO = Date.UTC(2026, 0, 5, 10);
const clockAt = (start: number) => {
  let now = start;
  return {
    simulated: true,
    now: () => now,
    speed: () => 1,
    set: (at: number) => {
      now = at;
    },
  };
};

it('keeps one sample a minute and goes on with them after a restart', async () => {
  const shelf = new Map<string, string>();
  const journal = {
    document: async (_kind: string, id: string) => shelf.get(id) ?? null,
    putDocuments: async (_kind: string, documents: readonly { readonly id: string; readonly body: string }[]) => {
      for (const { id, body } of documents) shelf.set(id, body);
    },
    recording: () => true,
  };
  let customersOut = 5;
  const summary = () => ({
    asOf: '',
    journal: '',
    revision: 0,
    customersTotal: 100,
    customersOut,
    customersPredicted: 0,
    customersPartial: 0,
    customersUnknown: 1,
    servicePointsOut: 0,
    outagesOpen: 0,
    jobsOpen: 0,
    messages: { received: 0, accepted: 0, duplicates: 0, rejected: 0 },
    sources: { online: 0, stale: 0 },
  });
  const clock = clockAt(ZERO);
  const failed = (error: unknown): void => {
    throw error;
  };
  const first = await startSummaryHistory({ board: { summary }, journal, clock, failed, checkMs: 1 });
  clock.set(ZERO + 30_000);
  customersOut = 8;
  clock.set(ZERO + 61_000);
  await until('the second sample', () => first.samples().length === 2);
  first.stop();
  expect(first.samples().map((sample) => sample.customersOut)).toEqual([5, 8]);

  const again = await startSummaryHistory({ board: { summary }, journal, clock, failed, checkMs: 1 });
  expect(again.samples().map(({ at }) => at)).toEqual(['2026-01-05T10:00:00.000Z', '2026-01-05T10:01:01.000Z']);
  again.stop();
  const earlier = await startSummaryHistory({ board: { summary }, journal, clock: clockAt(ZERO), failed, checkMs: 1 });
  expect(earlier.samples()).toHaveLength(1);
  earlier.stop();
});
