/** Copies a journal that is in use into one consistent file. */

import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';

export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** Everything committed when it starts, nothing later; the name appears only when the bytes are synced. */
export function copyDatabase(database: Database.Database, to: string): void {
  const partial = `${to}.partial`;
  rmSync(partial, { force: true });
  // VACUUM INTO reads one snapshot without holding up the writer; the page-by-page backup starts over with every commit of another connection.
  database.prepare('VACUUM INTO ?').run(partial);
  syncPath(partial);
  renameSync(partial, to);
  syncPath(dirname(to));
}
