/** The file of the personal-data store: one row a customer, numbers to find them by, words to find them by. */

import Database from 'better-sqlite3';

/** Raised when the layout changes; a store of another layout is built again. */
export const STORE_LAYOUT = 2;

export const SCHEMA = `
CREATE TABLE customer (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE number (value TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (value, n)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(text, content='', detail='none', columnsize=0, prefix='2 3', tokenize="unicode61 remove_diacritics 0");
CREATE TABLE term (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE column_data (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
`;

const HASH_BYTES = 64 * 1024 * 1024;

/** A new file that nobody reads yet: it counts only after it was renamed, so nothing in it needs syncing before. */
export function createStoreFile(file: string): Database.Database {
  const database = new Database(file);
  database.pragma('journal_mode = MEMORY');
  database.pragma('synchronous = OFF');
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('cache_size = -262144');
  database.pragma('temp_store = FILE');
  database.exec(SCHEMA);
  // Words gather in memory and are merged once at the end; both settings hold for this file only.
  database.exec(`INSERT INTO words (words, rank) VALUES ('hashsize', ${HASH_BYTES}), ('automerge', 0)`);
  return database;
}

/** Readers never change it: the whole file is replaced. */
export function openStoreFile(file: string): Database.Database {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  database.pragma('mmap_size = 4294967296');
  database.pragma('cache_size = -65536');
  return database;
}
