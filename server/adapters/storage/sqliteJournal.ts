/** Opens the journal in a SQLite file: one thread writes, another reads. */

import type { Journal } from '../../ports.ts';
import { createJournal, type JournalSettings } from './journal.ts';
import { journalFile, type Synchronous } from './sqlite/connection.ts';
import { createReaderThread } from './sqlite/readerThread.ts';
import { startWriterThread } from './sqlite/writerThread.ts';

export type SqliteJournalOptions = JournalSettings & {
  readonly folder: string;
  /** Refused messages that stay listed; older ones are dropped and stay counted. */
  readonly mostRejections?: number;
  /** `normal` gives up promise P2; it proves that the test of that promise can fail. */
  readonly synchronous?: Synchronous;
};

/** Rejects when the folder is in use, not writable, or SQLite cannot promise that a commit is on the disk. */
export async function openSqliteJournal(options: SqliteJournalOptions): Promise<Journal> {
  const { folder, mostRejections = 10_000, synchronous = 'full' } = options;
  const { store, state } = await startWriterThread({ folder, mostRejections, synchronous });
  return createJournal(store, createReaderThread(journalFile(folder)), state, options);
}
