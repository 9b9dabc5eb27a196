/** Brings the core to where it was: the newest snapshot, then every journalled row after it, judged again. */

import * as z from 'zod';
import { command } from '../shared/commands.ts';
import { NOTICE_KIND, noticeEvent } from '../shared/noticeEvent.ts';
import { role } from '../shared/roles.ts';
import type { Core, CoreInput } from './domain/core.ts';
import { factRows } from './pipeline.ts';
import type { FactRow, InboxRow, Journal, Snapshot } from './ports.ts';

/** Changes when snapshots of an older build can no longer be read; the journal is then judged again from its beginning. */
const SNAPSHOT_VERSION = '4';

const PAGE = 5_000;
const MOST_TRIES = 3;

const journalledCommand = z.object({
  command,
  actor: z.object({ user: z.string(), name: z.string(), role, areas: z.array(z.string()).nullable() }),
});

/** Bytes of a command row as the command door writes them. */
export const encodeCommand = (content: z.input<typeof journalledCommand>): Uint8Array => new TextEncoder().encode(JSON.stringify(content));

/** A command, tick or notice row as the core takes it; null for rows of the message door. */
export function inputOf({
  type,
  kind,
  commit,
  receivedAt,
  payload,
}: InboxRow): Extract<CoreInput, { type: 'command' | 'tick' | 'notice' }> | null {
  if (type === 'tick') return { type: 'tick', commit, receivedAt };
  if (type === 'internal' && kind === NOTICE_KIND) {
    const event = noticeEvent.safeParse(JSON.parse(new TextDecoder().decode(payload)));
    return event.success ? { type: 'notice', commit, receivedAt, event: event.data } : null;
  }
  if (type !== 'command') return null;
  const parsed = journalledCommand.safeParse(JSON.parse(new TextDecoder().decode(payload)));
  return parsed.success ? { type: 'command', commit, receivedAt, ...parsed.data } : null;
}

/** What a kept state belongs to: the network, and the customer register where there is one. */
export const stateOwner = (network: { readonly hash: string }, register: { readonly hash: string } | null): string =>
  register === null ? network.hash : `${network.hash}+${register.hash}`;

/** Marks a snapshot with what it can be read by: this build, on this network. */
export const snapshotVersion = (networkHash: string): string => `${SNAPSHOT_VERSION} ${networkHash}`;

/** The newest snapshot this build understands on this network; says why when there is one that it does not. */
export async function usableSnapshot(
  journal: Pick<Journal, 'latestSnapshot'>,
  networkHash: string,
  say: (sentence: string) => void,
): Promise<Snapshot | null> {
  const snapshot = await journal.latestSnapshot();
  if (!snapshot || snapshot.version === snapshotVersion(networkHash)) return snapshot;
  const [version] = snapshot.version.split(' ');
  const why = version === SNAPSHOT_VERSION ? 'is of another network' : 'was written by another version';
  say(`The kept state ${why}; the journal is judged again from its beginning.`);
  return null;
}

export type ReplayOptions = {
  readonly core: Pick<Core, 'apply'>;
  readonly journal: Pick<Journal, 'appliedUpTo' | 'inboxAfter' | 'beginAttempt' | 'setAside' | 'record'>;
  /** First row to judge is the one after this. */
  readonly after: number;
  /** Gives a row of the message door to `apply` in the form the core takes, or leaves it out. */
  readonly decode: (row: InboxRow, apply: (input: CoreInput) => void) => void;
  readonly progress: (commit: number) => void;
};

export type Replayed = {
  /** Newest row applied. */
  readonly appliedUpTo: number;
  /** Messages about things that the network in force does not know; they keep their place only. */
  readonly unknown: number;
};

/**
 * Rows whose facts are recorded are only judged again. The tail behind them is marked once before it is tried; when the marker is found
 * a second time, its rows are tried one by one, and one that ended the process three times is set aside and counted (promises 4.1).
 */
export async function replayJournal({ core, journal, after, decode, progress }: ReplayOptions): Promise<Replayed> {
  const recorded = journal.appliedUpTo();
  let applied = after;
  let unknown = 0;
  let facts: FactRow[] = [];
  let mode: 'known' | 'together' | 'one by one' = 'known';

  function judge(row: InboxRow): void {
    let taken = false;
    const apply = (input: CoreInput): void => {
      taken = true;
      const concluded = core.apply(input).facts;
      if (mode !== 'known') for (const fact of factRows(row.commit, concluded)) facts.push(fact);
    };
    const input = inputOf(row);
    if (input) apply(input);
    else decode(row, apply);
    if (row.type === 'message' && !taken) unknown += 1;
  }

  async function record(upTo: number): Promise<void> {
    await journal.record(facts, upTo);
    facts = [];
  }

  async function judgeAlone(row: InboxRow, tries: number): Promise<void> {
    if (tries > MOST_TRIES) await journal.setAside(row.commit, 'poison', 'applying this row ended the process three times');
    else judge(row);
    await record(row.commit);
  }

  for (;;) {
    const rows = await journal.inboxAfter(applied, PAGE);
    if (rows.length === 0) return { appliedUpTo: applied, unknown };
    for (const row of rows) {
      applied = row.commit;
      if (row.flags.includes('set-aside')) continue;
      if (mode === 'known' && row.commit > recorded) {
        const tries = await journal.beginAttempt(row.commit);
        mode = tries === 1 ? 'together' : 'one by one';
        if (mode === 'one by one') await judgeAlone(row, tries);
        else judge(row);
      } else if (mode === 'one by one') await judgeAlone(row, await journal.beginAttempt(row.commit));
      else judge(row);
    }
    if (applied > recorded) await record(applied);
    progress(applied);
  }
}
