/** Forgets old inbox rows and identities in small steps, so that no commit waits long behind one. */

import type Database from 'better-sqlite3';
import type { Write } from '../operations.ts';
import { addTo } from '../tally.ts';
import { meta, setMeta } from './schema.ts';

type Forget = Extract<Write, { write: 'forget' }>;
export type Forgotten = { readonly count: number; readonly more: boolean };
type Key = readonly (number | string | Uint8Array)[];

const identityTables = [
  { table: 'seen_seqs', columns: ['source', 'seq', 'epoch'] },
  { table: 'seen_events', columns: ['id'] },
  { table: 'seen_contents', columns: ['content'] },
  { table: 'seen_commands', columns: ['id'] },
] as const;

/** One step at a time; `more` says whether another one has work to do. */
export function createForgetting(database: Database.Database, tally: () => Map<string, number>): (forget: Forget) => Forgotten {
  const commitAt = database.prepare<[number], { commit_no: number | null }>('SELECT max(commit_no) AS commit_no FROM hours WHERE at <= ?');
  const keptSnapshot = database.prepare<[], { commit_no: number | null }>('SELECT min(commit_no) AS commit_no FROM snapshots');
  const messages = database.prepare<[number], { count: number }>(
    "SELECT count(*) AS count FROM inbox WHERE commit_no <= ? AND type = 'message' AND ',' || flags || ',' NOT LIKE '%,set-aside,%'",
  );
  const firstRows = database.prepare<[number, number], { commit_no: number | null }>(
    'SELECT max(commit_no) AS commit_no FROM (SELECT commit_no FROM inbox WHERE commit_no <= ? ORDER BY commit_no LIMIT ?)',
  );
  const dropRows = database.prepare<[number]>('DELETE FROM inbox WHERE commit_no <= ?');
  const passes = identityTables.map(({ table, columns }) => scan(database, table, columns));
  let pass = 0;

  /** Everything up to here came before that time: hours are marked with the head of the moment they began. */
  const commitBefore = (at: number): number => commitAt.get(at)?.commit_no ?? 0;

  function forgetInbox({ before, limit }: Forget): Forgotten {
    const snapshot = keptSnapshot.get()?.commit_no ?? 0;
    const applied = Number(meta(database, 'applied-up-to') ?? 0);
    const upTo = firstRows.get(Math.min(commitBefore(before), snapshot, applied), limit)?.commit_no ?? 0;
    if (upTo === 0) return { count: 0, more: false };
    addTo(tally(), 'forgotten-messages', messages.get(upTo)?.count ?? 0);
    const { changes } = dropRows.run(upTo);
    setMeta(database, 'forgotten-up-to', String(upTo));
    return { count: changes, more: changes === limit };
  }

  function forgetIdentities({ before, limit }: Forget): Forgotten {
    const upTo = commitBefore(before);
    const step = upTo === 0 ? undefined : passes[pass];
    if (!step) {
      pass = 0;
      return { count: 0, more: false };
    }
    const { count, end } = step(upTo, limit);
    if (end) pass += 1;
    return { count, more: true };
  }

  return (forget) => (forget.what === 'inbox' ? forgetInbox(forget) : forgetIdentities(forget));
}

/** Walks a table in the order of its key, so that a step costs the same however many rows stay. */
function scan(database: Database.Database, table: string, columns: readonly string[]) {
  const key = `(${columns.join(', ')})`;
  const marks = `(${columns.map(() => '?').join(', ')})`;
  const order = columns.join(', ');
  const fromStart = database.prepare<unknown[]>(`SELECT ${order} FROM ${table} ORDER BY ${order} LIMIT 1 OFFSET ?`).raw();
  const further = database
    .prepare<unknown[]>(`SELECT ${order} FROM ${table} WHERE ${key} > ${marks} ORDER BY ${order} LIMIT 1 OFFSET ?`)
    .raw();
  const drop = database.prepare<unknown[]>(`DELETE FROM ${table} WHERE ${key} >= ${marks} AND ${key} <= ${marks} AND commit_no <= ?`);
  let last: Key | null = null;

  const keyAt = (offset: number): Key | null => {
    const found = last ? further.get(...last, offset) : fromStart.get(offset);
    return Array.isArray(found) ? found : null;
  };

  return (upTo: number, rows: number): { count: number; end: boolean } => {
    const first = keyAt(0);
    if (!first) {
      last = null;
      return { count: 0, end: true };
    }
    const full = keyAt(rows - 1);
    const until = full ?? lastKey();
    const { changes } = drop.run(...first, ...(until ?? first), upTo);
    last = full;
    return { count: changes, end: full === null };
  };

  function lastKey(): Key | null {
    const found = database
      .prepare(`SELECT ${order} FROM ${table} ORDER BY ${columns.map((c) => `${c} DESC`).join(', ')} LIMIT 1`)
      .raw()
      .get();
    return Array.isArray(found) ? found : null;
  }
}
