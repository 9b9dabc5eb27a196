/** Every line of the bad-input corpus that is one or more publishes goes through the door and gets its expected answer. */

import { describe, expect, it } from 'vitest';
import { createInbox } from '../../server/inbox.ts';
import type { Clock } from '../../server/ports.ts';
import { explainReason } from '../../shared/reasons.ts';
import { createCollectingPipeline } from '../support/collectingPipeline.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import {
  CORPUS_NOW,
  type CorpusLine,
  corpusIds,
  decidedByCore,
  goodSwitch,
  publishesOf,
  rawOf,
  readCorpus,
} from '../support/mqttCorpus.ts';
import { corpusFolder, withoutData } from '../support/sharedFolders.ts';

const clock: Clock = { simulated: false, now: () => CORPUS_NOW, speed: () => null };

function openDoor() {
  const journal = createMemoryJournal();
  const pipeline = createCollectingPipeline();
  const inbox = createInbox({ journal, known: corpusIds, clock, pipeline });
  return { journal, pipeline, inbox };
}

const counted = (journal: ReturnType<typeof createMemoryJournal>, reason: string): number => journal.reasons().get(reason) ?? 0;

async function judge(row: CorpusLine): Promise<void> {
  const { journal, pipeline, inbox } = openDoor();
  const publishes = publishesOf(row) ?? [];
  for (const publish of publishes.slice(0, -1)) await inbox.submit(rawOf(publish));
  const before = {
    reasons: counted(journal, row.reason),
    totals: journal.totals(),
    heard: pipeline.heard.length,
    rows: journal.rows.length,
  };
  for (const publish of publishes.slice(-1)) await inbox.submit(rawOf(publish));
  const totals = journal.totals();
  if (!decidedByCore.has(row.reason)) expect(counted(journal, row.reason) - before.reasons).toBe(1);
  switch (row.expect) {
    case 'rejected':
      expect(totals.rejected - before.totals.rejected).toBe(1);
      expect((await journal.rejections(1)).items[0]).toMatchObject({ reason: row.reason });
      break;
    case 'ignored':
      expect(totals.duplicates + totals.ignored - before.totals.duplicates - before.totals.ignored).toBe(1);
      break;
    case 'accepted-flagged':
      expect(totals.accepted - before.totals.accepted).toBe(1);
      if (!decidedByCore.has(row.reason)) expect(journal.rows.at(-1)?.flags).toContain(row.reason);
  }
  expect(pipeline.heard.length - before.heard).toBe(row.expect === 'accepted-flagged' ? 1 : 0);
  expect(totals.received).toBe(totals.accepted + totals.duplicates + totals.rejected);
  await inbox.submit(rawOf({ topic: 'grid/v1/-/switch/cb', payload: Buffer.from(goodSwitch()) }));
  expect(journal.totals().accepted - totals.accepted).toBe(1);
}

describe.skipIf(corpusFolder === null)(corpusFolder === null ? `bad-input corpus (${withoutData})` : 'bad-input corpus', () => {
  const lines = readCorpus('mqtt-json');

  it.each(lines.filter((row) => publishesOf(row) !== null).map((row) => [row.id, row.name, row.reason, row] as const))(
    '[P10] %s %s: %s',
    async (_id, _name, _reason, row) => {
      const inherited = Object.getOwnPropertyNames(Object.prototype).length;
      await judge(row);
      expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(inherited);
    },
  );

  it('[P10] every reason of the corpus has an operator sentence in English and Chinese', () => {
    for (const { reason } of ['mqtt-json', 'sparkplug', 'cim-xml', 'network-json', 'http', 'socket', 'upload'].flatMap(readCorpus)) {
      expect(explainReason(reason), reason).toMatchObject({
        en: expect.stringMatching(/.{20}/),
        zh: expect.stringMatching(/\p{Script=Han}.{4}/u),
      });
    }
  });

  it('[P10] J134 the same 5,000 events sent again have no second effect', async () => {
    const { journal, pipeline, inbox } = openDoor();
    const day = Array.from({ length: 5_000 }, () => rawOf({ topic: 'grid/v1/-/switch/cb', payload: Buffer.from(goodSwitch()) }));
    await Promise.all(day.map(inbox.submit));
    await Promise.all(day.map(inbox.submit));
    expect(journal.totals()).toMatchObject({ received: 10_000, accepted: 5_000, duplicates: 5_000 });
    expect(pipeline.heard).toHaveLength(5_000);
  });
});
