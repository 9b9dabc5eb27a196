/** Owns the writing connection through opening, failing and starting over. */

import type Database from 'better-sqlite3';
import type { Committed, StoreState, Write } from '../operations.ts';
import { createSqliteCommit, type SqliteCommit } from './commit.ts';
import { assertDurable, holdFolder, openForWriting } from './connection.ts';
import { migrate, setMeta } from './schema.ts';
import type { WriterOptions } from './writerMessages.ts';

export type SqliteWriter = {
  /** Opens, or closes and reopens; throws while the disk does not take a test row. */
  open(): StoreState;
  /** Throws when the disk failed, and from then on until `open` succeeds. */
  commit(writes: readonly Write[]): Committed;
  close(): void;
};

export function createSqliteWriter({ folder, synchronous, mostRejections }: WriterOptions): SqliteWriter {
  let database: Database.Database | null = null;
  let committing: SqliteCommit | null = null;
  let letGo: (() => void) | null = null;

  function shut(): void {
    committing = null;
    const closing = database;
    database = null;
    closing?.close();
  }

  function open(): StoreState {
    letGo ??= holdFolder(folder);
    shut();
    database = openForWriting(folder, synchronous);
    migrate(database);
    // After a failed fsync the file may show rows that are not on the disk; writing them into the main file again makes them real.
    const [checkpoint] = database.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all();
    if (checkpoint?.busy) throw new Error('a long read keeps the journal from being rewritten');
    setMeta(database, 'test-row', String(process.pid));
    assertDurable(database, synchronous);
    const opened = createSqliteCommit(database, mostRejections);
    const state = opened.state();
    committing = opened;
    return state;
  }

  return {
    open,
    commit(writes) {
      if (!committing) throw new Error('the journal is not open');
      try {
        return committing.commit(writes);
      } catch (error) {
        committing = null;
        throw error;
      }
    },
    close() {
      shut();
      letGo?.();
      letGo = null;
    },
  };
}
