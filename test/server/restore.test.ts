/** Judging the journal again: the tail is marked once, and a row that ends the process is set aside in the end. */

import { expect, it } from 'vitest';
import type { InboxRow } from '../../server/ports.ts';
import { replayJournal } from '../../server/restore.ts';
import { createMemoryJournal, type MemoryJournal } from '../support/memoryJournal.ts';

const tick = (receivedAt: number) =>
  ({ type: 'tick', kind: 'tick', topic: '', payload: new Uint8Array(0), receivedAt, sender: 'internal', key: null }) as const;

async function withRows(count: number): Promise<MemoryJournal> {
  const journal = createMemoryJournal();
  await journal.append(Array.from({ length: count }, (_, row) => tick(row + 1)));
  return journal;
}

/** One start of the server; rejects at the poisonous row as a process would end. */
async function startOn(journal: MemoryJournal, poison: number | null, flagged: readonly number[] = []) {
  const judged: number[] = [];
  const attempts: number[] = [];
  const withFlags = (row: InboxRow): InboxRow => (flagged.includes(row.commit) ? { ...row, flags: ['set-aside'] } : row);
  const replayed = replayJournal({
    core: {
      apply({ commit }) {
        if (commit === poison) throw new Error('the process ended');
        judged.push(commit);
        return { facts: [], refusal: null };
      },
    },
    journal: {
      ...journal,
      inboxAfter: async (commit, limit) => (await journal.inboxAfter(commit, limit)).map(withFlags),
      beginAttempt(commit) {
        attempts.push(commit);
        return journal.beginAttempt(commit);
      },
    },
    after: 0,
    decode: () => undefined,
    progress: () => undefined,
  });
  const result = await replayed.then(
    ({ appliedUpTo }) => appliedUpTo,
    () => 'ended' as const,
  );
  return { result, judged, attempts };
}

it('[P10] a healthy tail costs one marker, and is not marked again once it is recorded', async () => {
  const journal = await withRows(5);
  expect(await startOn(journal, null)).toEqual({ result: 5, judged: [1, 2, 3, 4, 5], attempts: [1] });
  expect(await startOn(journal, null)).toEqual({ result: 5, judged: [1, 2, 3, 4, 5], attempts: [] });
});

it('[P10] a row that ends the process is tried alone and set aside after three times; the rows around it are judged', async () => {
  const journal = await withRows(5);
  const results = [];
  for (let start = 0; start < 6; start += 1) {
    const { result } = await startOn(journal, 3);
    results.push(result);
    if (result === 5) break;
  }
  expect(results).toEqual(['ended', 'ended', 'ended', 'ended', 5]);
  expect((await journal.rejections(10)).items.map(({ reason }) => reason)).toEqual(['poison']);
  expect(journal.appliedUpTo()).toBe(5);
});

it('[P10] what was set aside is never judged again', async () => {
  const journal = await withRows(3);
  expect((await startOn(journal, 2, [2])).judged).toEqual([1, 3]);
});
