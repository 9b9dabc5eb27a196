/** What the audit keeps of refusals at the doors. */

import { expect, it } from 'vitest';
import { createSecurityEvents } from '../../server/securityEvents.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';

function openEvents(most = 200) {
  const journal = createMemoryJournal();
  const clock = { at: 0 };
  const failed = (error: unknown): never => {
    throw error;
  };
  const events = createSecurityEvents({ journal, now: () => clock.at, failed, quietMs: 1_000, most });
  const rows = async () => [...(await journal.auditRows(100))].reverse();
  return { events, clock, rows };
}
const refusal = (identity: string, reason = 'not-allowed') => ({ reason, identity, detail: 'publish to x', from: '10.0.0.9' });

it('[P17] a refusal is a row of the audit chain, a flood of the same ones is a row and a number', async () => {
  const { events, clock, rows } = openEvents();
  for (let i = 0; i < 1_000; i += 1) events.note(refusal('rtu-a'));
  expect(await rows()).toMatchObject([
    { who: 'rtu-a', action: 'refused.not-allowed', from: '10.0.0.9', after: '{"detail":"publish to x"}' },
  ]);
  clock.at = 1_000;
  events.note(refusal('rtu-b'));
  expect((await rows()).map(({ who, after }) => [who, JSON.parse(after ?? '{}').again])).toEqual([
    ['rtu-a', undefined],
    ['rtu-a', 999],
    ['rtu-b', undefined],
  ]);
});

it('[P17] what was only counted is written at the end', async () => {
  const { events, rows } = openEvents();
  events.note(refusal('rtu-a'));
  events.note(refusal('rtu-a'));
  await events.stop();
  expect((await rows()).at(-1)?.after).toBe('{"detail":"publish to x","again":1}');
});

it('[P17] invented names fill neither memory nor disk', async () => {
  const { events, rows } = openEvents(10);
  for (let i = 0; i < 1_000; i += 1) events.note(refusal(`invented-${i}`));
  expect(await rows()).toHaveLength(11);
});

it('slips of the hand are no security events', async () => {
  const { events, rows } = openEvents();
  for (const reason of ['protocol-version', 'topic-shape', 'too-large']) events.note(refusal('rtu-a', reason));
  expect(await rows()).toEqual([]);
});
