/** Opens the journal in PostgreSQL. */

import type { Journal } from '../../ports.ts';
import { createJournal, type JournalSettings } from './journal.ts';
import { connectForReading } from './postgres/connection.ts';
import { createPostgresReads } from './postgres/reads.ts';
import { openPostgresStore } from './postgres/store.ts';

export type PostgresJournalOptions = JournalSettings & {
  /** `postgres://…` */
  readonly url: string;
  /** Schema that holds the tables; created when missing. */
  readonly schema?: string;
  readonly mostRejections?: number;
};

/** Rejects when the server cannot be reached, may lose confirmed commits, or another Relight writes there. */
export async function openPostgresJournal(options: PostgresJournalOptions): Promise<Journal> {
  const { url, schema = 'relight', mostRejections = 10_000 } = options;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new Error(`${schema} is no name for a schema: use small letters, digits and _`);
  const { store, state } = await openPostgresStore({ url, schema }, mostRejections);
  return createJournal(store, createPostgresReads(connectForReading({ url, schema })), state, options);
}
