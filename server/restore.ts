/** Brings the core to where it was: the newest snapshot, then every journalled row after it, judged again. */

import * as z from 'zod';
import { command } from '../shared/commands.ts';
import { role } from '../shared/roles.ts';
import type { Core, CoreInput } from './domain/core.ts';
import { factRows } from './pipeline.ts';
import type { FactRow, InboxRow, Journal, Snapshot } from './ports.ts';

/** Changes when snapshots of an older build can no longer be read; the journal is then judged again from its beginning. */
export const SNAPSHOT_VERSION = '1';

const PAGE = 5_000;
const MOST_TRIES = 3;

const journalledCommand = z.object({
  command,
  actor: z.object({ user: z.string(), name: z.string(), role, areas: z.array(z.string()).nullable() }),
});

/** Bytes of a command row as the command door writes them. */
export const encodeCommand = (content: z.input<typeof journalledCommand>): Uint8Array => new TextEncoder().encode(JSON.stringify(content));

/** A command or tick as the core takes it; null for rows of the message door. */
function inputOf({ type, commit, receivedAt, payload }: InboxRow): CoreInput | null {
  if (type === 'tick') return { type: 'tick', commit, receivedAt };
  if (type !== 'command') return null;
  const parsed = journalledCommand.safeParse(JSON.parse(new TextDecoder().decode(payload)));
  return parsed.success ? { type: 'command', commit, receivedAt, ...parsed.data } : null;
}

/** The newest snapshot this build understands. */
export async function usableSnapshot(journal: Journal): Promise<Snapshot | null> {
  const snapshot = await journal.latestSnapshot();
  return snapshot?.version === SNAPSHOT_VERSION ? snapshot : null;
}

export type ReplayOptions = {
  readonly core: Core;
  readonly journal: Journal;
  /** First row to judge is the one after this. */
  readonly after: number;
  /** Gives a row of the message door to `apply` in the form the core takes, or leaves it out. */
  readonly decode: (row: InboxRow, apply: (input: CoreInput) => void) => void;
  readonly progress: (commit: number) => void;
};

/** Returns the newest row applied. A row that ended the process three times is set aside and counted (promises 4.1). */
export async function replayJournal({ core, journal, after, decode, progress }: ReplayOptions): Promise<number> {
  const recorded = journal.appliedUpTo();
  let applied = after;
  for (;;) {
    const rows = await journal.inboxAfter(applied, PAGE);
    if (rows.length === 0) return applied;
    const facts: FactRow[] = [];
    for (const row of rows) {
      const isNew = row.commit > recorded;
      const poison = isNew && (await journal.beginAttempt(row.commit)) > MOST_TRIES;
      if (poison) await journal.setAside(row.commit, 'poison', 'applying this row ended the process three times');
      else {
        const judge = (input: CoreInput): void => {
          const concluded = core.apply(input).facts;
          if (isNew) facts.push(...factRows(row.commit, concluded));
        };
        const input = inputOf(row);
        if (input) judge(input);
        else decode(row, judge);
      }
      applied = row.commit;
    }
    if (applied > recorded) await journal.record(facts, applied);
    progress(applied);
  }
}
