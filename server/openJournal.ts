/** Opens the journal that the settings name: SQLite in the data folder, or PostgreSQL. */

import { openSqliteJournal } from './adapters/storage/sqliteJournal.ts';
import type { Config } from './config.ts';
import type { Journal } from './ports.ts';

/** Rejects with a sentence when it is in use, cannot be reached, or cannot promise that a commit is on the disk. */
export async function openJournal({
  RELIGHT_DATABASE_URL: url,
  RELIGHT_DATA_DIR: folder,
}: Pick<Config, 'RELIGHT_DATABASE_URL' | 'RELIGHT_DATA_DIR'>): Promise<Journal> {
  if (url === undefined) return openSqliteJournal({ folder });
  const { openPostgresJournal } = await import('./adapters/storage/postgresJournal.ts');
  return openPostgresJournal({ url });
}
