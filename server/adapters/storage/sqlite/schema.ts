/** Tables of the SQLite journal, and how older files are brought up to them. */

import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';

/** One step a version; steps only add, so that the version before can still work on the file (promise P21). */
const steps: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE inbox (
    commit_no INTEGER PRIMARY KEY, type TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL, payload BLOB NOT NULL,
    received_at INTEGER NOT NULL, sender TEXT NOT NULL, broker TEXT NOT NULL, flags TEXT NOT NULL, decoded TEXT, audit INTEGER
  ) STRICT;
  CREATE TABLE facts (
    commit_no INTEGER NOT NULL, ordinal INTEGER NOT NULL, type TEXT NOT NULL, about TEXT, at INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (commit_no, ordinal)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX facts_about ON facts (about, commit_no, ordinal) WHERE about IS NOT NULL;
  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, topic TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    source TEXT, sender TEXT NOT NULL, payload BLOB NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL
  ) STRICT;
  CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL) STRICT;
  CREATE TABLE seen_seqs (
    source INTEGER NOT NULL, seq INTEGER NOT NULL, epoch INTEGER NOT NULL, content BLOB NOT NULL, commit_no INTEGER NOT NULL,
    PRIMARY KEY (source, seq, epoch)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE seen_events (id TEXT PRIMARY KEY, content BLOB NOT NULL, commit_no INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE seen_contents (content BLOB PRIMARY KEY, commit_no INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE seen_commands (id TEXT PRIMARY KEY, content BLOB NOT NULL, commit_no INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE documents (
    kind TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX documents_at ON documents (kind, at, id);
  CREATE TABLE snapshots (commit_no INTEGER PRIMARY KEY, taken_at INTEGER NOT NULL, version TEXT NOT NULL, packed BLOB NOT NULL) STRICT;
  CREATE TABLE attempts (commit_no INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
  CREATE TABLE hours (at INTEGER PRIMARY KEY, commit_no INTEGER NOT NULL) STRICT;
  CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY, commit_no INTEGER, at INTEGER NOT NULL, who TEXT NOT NULL, role TEXT NOT NULL, session TEXT,
    origin TEXT, action TEXT NOT NULL, object TEXT, reason TEXT, before_hash TEXT, after_hash TEXT, hash TEXT NOT NULL
  ) STRICT;
  CREATE TABLE audit_values (sequence INTEGER PRIMARY KEY, salt TEXT NOT NULL, before TEXT, after TEXT) STRICT;
  `,
];

export const schemaVersion = steps.length;

/** Lowest version that can work on a file of this one. */
const READABLE_FROM = 1;

/** Brings an older or empty file up to date; refuses a newer one that says older programs would damage it. */
export function migrate(database: Database.Database): void {
  const found = Number(database.pragma('user_version', { simple: true }));
  if (found > schemaVersion) return refuseUnlessReadable(database, found);
  for (const [index, step] of steps.entries()) {
    if (index < found) continue;
    database.transaction(() => {
      database.exec(step);
      setMeta(database, 'readable-from', String(READABLE_FROM));
      if (index === 0) setMeta(database, 'journal', randomUUID());
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}

function refuseUnlessReadable(database: Database.Database, found: number): void {
  const readableFrom = Number(meta(database, 'readable-from') ?? found);
  if (readableFrom <= schemaVersion) return;
  throw new Error(`the journal was written by a newer Relight (schema ${found}, this program knows ${schemaVersion}): upgrade Relight`);
}

export const meta = (database: Database.Database, name: string): string | null =>
  database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?').get(name)?.value ?? null;

export function setMeta(database: Database.Database, name: string, value: string): void {
  database.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
}
