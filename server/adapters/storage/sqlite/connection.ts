/** Opens the SQLite file so that a commit means the bytes are on the disk. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export type Synchronous = 'full' | 'normal';

export const journalFile = (folder: string): string => join(folder, 'journal.sqlite');

// WAL pages before SQLite copies them back (16 MiB), and the size the file shrinks to afterwards.
const CHECKPOINT_PAGES = 4_000;
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;

/** Throws a sentence a person can act on when the native part is missing. */
function open(file: string, options: Database.Options): Database.Database {
  try {
    return new Database(file, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!/bindings file|NODE_MODULE_VERSION|invalid ELF|better_sqlite3\.node/.test(message)) throw error;
    throw new Error(
      `SQLite's native part is missing or was built for another Node.js: run "npm rebuild better-sqlite3" (${message.split('\n')[0]})`,
    );
  }
}

/** The one writing connection. `normal` exists to prove that the test of early acknowledgements can fail. */
export function openForWriting(folder: string, synchronous: Synchronous): Database.Database {
  mkdirSync(folder, { recursive: true });
  const database = open(journalFile(folder), { timeout: 2_000 });
  database.pragma('journal_mode = WAL');
  // better-sqlite3 is built to fall back to NORMAL in WAL files: set it on every connection, read it back after a write.
  database.pragma(`synchronous = ${synchronous.toUpperCase()}`);
  // On macOS fsync alone leaves the bytes in the drive's cache.
  database.pragma('fullfsync = ON');
  database.pragma('checkpoint_fullfsync = ON');
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  database.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
  database.pragma('cache_size = -65536');
  database.pragma('temp_store = MEMORY');
  return database;
}

/** A connection that cannot write, so that long reads never delay a commit. */
export function openForReading(file: string): Database.Database {
  const database = open(file, { readonly: true, fileMustExist: true, timeout: 2_000 });
  database.pragma('cache_size = -16384');
  return database;
}

/** Throws unless the connection syncs every commit; ask after a write, a fresh connection may answer wrongly. */
export function assertDurable(database: Database.Database, synchronous: Synchronous): void {
  const level = database.pragma('synchronous', { simple: true });
  const mode = database.pragma('journal_mode', { simple: true });
  if (mode !== 'wal') throw new Error(`SQLite does not use a write-ahead log here (${mode}): the data folder must be on a local disk`);
  if (synchronous === 'full' && level !== 2) throw new Error(`SQLite would not sync commits (synchronous = ${level})`);
}

/** Holds the folder until the process ends, so that two servers never write one journal. Returns how to let go. */
export function holdFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = open(join(folder, 'journal.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new Error(`the data folder ${folder} is in use by another running Relight`);
  }
  return () => lock.close();
}
