/** Backs the SQLite journal up into one file while it is in use, and brings it back. */

import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { holdFolder, journalFile } from './sqlite/connection.ts';
import { syncPath } from './sqlite/copy.ts';
import { meta, migrate, setMeta } from './sqlite/schema.ts';
import { inVerifier, verifyJournal } from './verifyJournal.ts';

/** Holds every row committed before it starts. Rejects when there is no journal or the file exists. */
export async function backupJournal(folder: string, file: string): Promise<void> {
  const from = journalFile(folder);
  if (!existsSync(from)) throw new Error(`there is no journal in ${folder}`);
  if (existsSync(file)) throw new Error(`${file} exists already`);
  await inVerifier<null>({ task: 'copy', file: from, to: resolve(file) });
}

export type RestoreOptions = {
  readonly file: string;
  readonly folder: string;
  /** Puts a journal that is already there aside instead of refusing. */
  readonly replace?: boolean;
};

/** Gives the journal a new id, so that viewers start over. Rejects when the backup is damaged or the folder is in use. */
export async function restoreJournal({
  file,
  folder,
  replace = false,
}: RestoreOptions): Promise<{ readonly journal: string; readonly putAside: string | null }> {
  const checked = await verifyJournal(file);
  const [problem] = checked.problems;
  if (problem) throw new Error(`the backup is damaged: ${problem.where} row ${problem.row ?? '-'} ${problem.what}`);
  const letGo = holdFolder(folder);
  try {
    const to = journalFile(folder);
    if (existsSync(to) && !replace) throw new Error(`there is a journal in ${folder} already`);
    const partial = `${to}.partial`;
    copyFileSync(file, partial, constants.COPYFILE_FICLONE);
    const journal = giveNewId(partial);
    const putAside = existsSync(to) ? putOldAside(to) : null;
    syncPath(partial);
    renameSync(partial, to);
    syncPath(folder);
    return { journal, putAside };
  } finally {
    letGo();
  }
}

function giveNewId(file: string): string {
  const database = new Database(file);
  try {
    // One file without a log beside it, so that renaming it takes everything along.
    database.pragma('journal_mode = DELETE');
    database.pragma('synchronous = FULL');
    migrate(database);
    const journal = randomUUID();
    setMeta(database, 'restored-from', meta(database, 'journal') ?? '');
    setMeta(database, 'journal', journal);
    return journal;
  } finally {
    database.close();
  }
}

/** The log beside the old file belongs to it: left in place it would be played into the new one. */
function putOldAside(file: string): string {
  const aside = `${file}.replaced-${randomUUID().slice(0, 8)}`;
  for (const suffix of ['-wal', '']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  rmSync(`${file}-shm`, { force: true });
  return aside;
}
