/** Carries out a group of writes as one synced transaction on the writing connection. */

import type Database from 'better-sqlite3';
import { judge } from '../judge.ts';
import type { Committed, StoreState, Write, Written } from '../operations.ts';
import { addAll, addTo, REASON } from '../tally.ts';
import { createSqliteBook } from './book.ts';
import { createForgetting } from './forget.ts';
import { createSqliteRows } from './rows.ts';
import { meta } from './schema.ts';

export type SqliteCommit = {
  commit(writes: readonly Write[]): Committed;
  state(): StoreState;
};

const HOUR_MS = 3_600_000;
const done = (count = 0): Written => ({ written: true, outcomes: [], count });

/** A failing disk shows as one of these; anything else comes from what a single write holds. */
function isStorageFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_') && !/^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/.test(code);
}

export function createSqliteCommit(database: Database.Database, mostRejections: number): SqliteCommit {
  let tally = new Map<string, number>();
  const book = createSqliteBook(database);
  const rows = createSqliteRows(database, mostRejections, () => tally);
  const forget = createForgetting(database, () => tally);
  const insertFact = database.prepare('INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?, ?, ?)');
  const putDocument = database.prepare(
    'INSERT INTO documents VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at, body = excluded.body',
  );
  const putSnapshot = database.prepare('INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)');
  const dropSnapshots = database.prepare(
    'DELETE FROM snapshots WHERE commit_no NOT IN (SELECT commit_no FROM snapshots ORDER BY commit_no DESC LIMIT 2)',
  );
  const countAttempt = database.prepare<[number], { count: number }>(
    'INSERT INTO attempts VALUES (?, 1) ON CONFLICT (commit_no) DO UPDATE SET count = count + 1 RETURNING count',
  );
  const dropAttempts = database.prepare('DELETE FROM attempts WHERE commit_no <= ?');
  const rowToSetAside = database.prepare<
    [number],
    { type: string; topic: string; sender: string; payload: Buffer; received_at: number; flags: string }
  >('SELECT type, topic, sender, payload, received_at, flags FROM inbox WHERE commit_no = ?');
  const flagRow = database.prepare('UPDATE inbox SET flags = ? WHERE commit_no = ?');
  const addCounter = database.prepare('INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value');
  const putMeta = database.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
  const keepHour = database.prepare('INSERT OR IGNORE INTO hours VALUES (?, ?)');

  let head = 0;
  let appliedUpTo = 0;
  let newestHour = 0;

  function reload(): void {
    head = Number(meta(database, 'head') ?? 0);
    appliedUpTo = Number(meta(database, 'applied-up-to') ?? 0);
    newestHour = database.prepare<[], { at: number | null }>('SELECT max(at) AS at FROM hours').get()?.at ?? 0;
    book.forget();
    rows.reload();
    tally = new Map();
  }

  function nextCommit(): number {
    head += 1;
    return head;
  }

  function append(write: Extract<Write, { write: 'append' }>): Written {
    const outcomes = write.entries.map((entry) => {
      const hour = Math.floor(entry.receivedAt / HOUR_MS);
      if (hour > newestHour) {
        keepHour.run(hour * HOUR_MS, head);
        newestHour = hour;
      }
      return judge(entry, { book, sink: rows, tally, nextCommit });
    });
    return { written: true, outcomes, count: outcomes.length };
  }

  function setAside({ commit, reason, detail }: Extract<Write, { write: 'set-aside' }>): Written {
    const row = rowToSetAside.get(commit);
    if (!row) return { written: false, why: `there is no row ${commit}` };
    const flags = row.flags === '' ? [] : row.flags.split(',');
    if (flags.includes('set-aside')) return done();
    flagRow.run([...flags, 'set-aside', reason].join(','), commit);
    rows.rejection({ at: row.received_at, topic: row.topic, reason, detail, source: null, sender: row.sender, payload: row.payload });
    if (row.type === 'message') {
      addTo(tally, 'accepted', -1);
      addTo(tally, 'rejected');
    }
    addTo(tally, 'set-aside');
    addTo(tally, 'quarantined');
    addTo(tally, REASON + reason);
    return done();
  }

  function carryOut(write: Write): Written {
    switch (write.write) {
      case 'append':
        return append(write);
      case 'record':
        for (const { commit, ordinal, type, about, at, body } of write.facts) insertFact.run(commit, ordinal, type, about, at, body);
        if (write.appliedUpTo > appliedUpTo) {
          appliedUpTo = write.appliedUpTo;
          dropAttempts.run(appliedUpTo);
        }
        return done(write.facts.length);
      case 'snapshot':
        putSnapshot.run(write.commit, write.takenAt, write.version, write.packed);
        dropSnapshots.run();
        return done();
      case 'documents':
        for (const { id, at, body } of write.documents) putDocument.run(write.kind, id, at, body);
        return done(write.documents.length);
      case 'audit':
        for (const note of write.notes) rows.audit(note, write.at, null);
        return done(write.notes.length);
      case 'attempt':
        return done(countAttempt.get(write.commit)?.count ?? 0);
      case 'set-aside':
        return setAside(write);
      case 'ignored':
        addAll(tally, write.counts);
        return done();
      case 'forget':
        return { written: true, outcomes: [], ...forget(write) };
    }
  }

  function finish(): void {
    book.flush();
    putMeta.run('head', String(head));
    putMeta.run('applied-up-to', String(appliedUpTo));
    for (const [name, by] of tally) addCounter.run(name, by);
  }

  const inOneTransaction = database.transaction((writes: readonly Write[]): Written[] => {
    const results = writes.map(carryOut);
    finish();
    return results;
  });

  function commit(writes: readonly Write[]): Committed {
    tally = new Map();
    try {
      const results = inOneTransaction.immediate(writes);
      return { results, head, appliedUpTo, auditHead: rows.auditHead(), tally };
    } catch (error) {
      reload();
      if (isStorageFailure(error)) throw error;
      // One write holds something that cannot be stored: it alone is refused.
      if (writes.length > 1) return oneByOne(writes);
      const why = error instanceof Error ? error.message : String(error);
      return { results: [{ written: false, why }], head, appliedUpTo, auditHead: rows.auditHead(), tally };
    }
  }

  function oneByOne(writes: readonly Write[]): Committed {
    const sum = new Map<string, number>();
    const results = writes.flatMap((write) => {
      const committed = commit([write]);
      addAll(sum, committed.tally);
      return committed.results;
    });
    return { results, head, appliedUpTo, auditHead: rows.auditHead(), tally: sum };
  }

  function state(): StoreState {
    reload();
    const counters = database.prepare<[], { name: string; value: number }>('SELECT name, value FROM counters').all();
    return {
      journal: meta(database, 'journal') ?? '',
      head,
      appliedUpTo,
      auditHead: rows.auditHead(),
      totals: new Map(counters.map(({ name, value }) => [name, value])),
    };
  }

  return { commit, state };
}
