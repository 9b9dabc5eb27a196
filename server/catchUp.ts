/** Finds rows that were committed without this process hearing of it, and has them applied in their place. */

import type { Inbox } from './inbox.ts';
import type { Pipeline } from './pipeline.ts';
import type { Journal } from './ports.ts';
import { inputOf } from './restore.ts';

export type CatchUpOptions = {
  readonly journal: Pick<Journal, 'head' | 'inboxAfter'>;
  readonly pipeline: Pick<Pipeline, 'appliedUpTo' | 'missing' | 'skip' | 'tickAt' | 'notice' | 'command'>;
  readonly inbox: Pick<Inbox, 'restore'>;
};

const PAGE = 1_000;

/**
 * A commit whose outcome was unknown (promises section 1) may be in the journal: everything behind it waits until it is applied.
 * Rows up to the head of this moment were told already or never will be. Returns how many had to be found.
 */
export async function catchUp({ journal, pipeline, inbox }: CatchUpOptions): Promise<number> {
  const head = journal.head();
  let found = 0;
  for (let after = pipeline.appliedUpTo(); after < head; ) {
    const rows = (await journal.inboxAfter(after, PAGE)).filter(({ commit }) => commit <= head);
    if (rows.length === 0) return found;
    for (const row of rows) {
      after = row.commit;
      if (!pipeline.missing(row.commit)) continue;
      found += 1;
      const input = row.flags.includes('set-aside') ? null : inputOf(row);
      if (row.flags.includes('set-aside')) pipeline.skip(row.commit);
      else if (input?.type === 'tick') pipeline.tickAt(row.commit, row.receivedAt);
      else if (input?.type === 'notice') pipeline.notice(row.commit, row.receivedAt, input.event);
      else if (input) void pipeline.command(row.commit, row.receivedAt, input.command, input.actor);
      else inbox.restore(row);
    }
  }
  return found;
}
