/** Reads a register file, judges every line, and writes the store beside it when nothing stands against it; nothing is half loaded. */

import { rename, rm } from 'node:fs/promises';
import type Database from 'better-sqlite3';
import { type ColumnKeys, createColumnWriter } from './columnData.ts';
import type { CustomerRow } from './customerRow.ts';
import { type CustomerImportReport, createProblemBook } from './importReport.ts';
import { readCustomers } from './readCustomers.ts';
import { createStoreFile, openStoreFile, STORE_LAYOUT } from './schema.ts';
import { numberOf, wordsOf } from './searchWords.ts';

export type BuildOptions = {
  readonly file: string;
  /** Where the store is written; null = judge only. */
  readonly target: string | null;
  /** The store in force, for the difference. */
  readonly inForce: string | null;
  /** What the network knows of a service point; null = unknown to it. */
  readonly place: (servicePoint: string) => { readonly index: number; readonly address: string | null } | null;
  readonly networkHash: string;
  readonly keys: ColumnKeys;
  readonly progress?: (rows: number) => void;
};

const PROGRESS_ROWS = 100_000;
const BATCH = 20_000;

/** Compares line by line with the store in force. */
function createComparison(file: string | null) {
  if (file === null) return null;
  const store = openStoreFile(file);
  const find = store.prepare<[string], { body: string }>('SELECT body FROM customer WHERE id = ?');
  const total = store.prepare<[], { n: number }>('SELECT count(*) AS n FROM customer').get()?.n ?? 0;
  const counts = { added: 0, changed: 0, unchanged: 0 };
  return {
    add(id: string, body: string): void {
      const before = find.get(id);
      if (!before) counts.added += 1;
      else if (before.body === body) counts.unchanged += 1;
      else counts.changed += 1;
    },
    end() {
      store.close();
      return { ...counts, removed: total - counts.changed - counts.unchanged };
    },
  };
}

function createWriter(database: Database.Database) {
  const customer = database.prepare('INSERT INTO customer (n, id, body) VALUES (?, ?, ?)');
  database.exec('CREATE TEMP TABLE heap (value TEXT NOT NULL, n INTEGER NOT NULL)');
  const number = database.prepare('INSERT INTO temp.heap (value, n) VALUES (?, ?)');
  const words = database.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)');
  let waiting: { n: number; row: CustomerRow; body: string; address: string | null }[] = [];

  const write = database.transaction(() => {
    for (const { n, row, body, address } of waiting) {
      customer.run(n, row.id, body);
      const text = [...(row.name ? wordsOf(row.name, true) : []), ...(address ? wordsOf(address, false) : [])];
      words.run(n, text.join(' '));
      const phone = row.phone ? numberOf(row.phone) : '';
      const given = [row.account ?? '', row.meter ?? '', row.servicePoint, row.id].map(numberOf);
      // Without its country code a number is as long as people say it.
      for (const value of new Set([...given, phone, phone.length > 9 ? phone.slice(-9) : ''])) if (value.length > 1) number.run(value, n);
    }
  });
  function flush(): void {
    write();
    waiting = [];
  }
  return {
    add(n: number, row: CustomerRow, body: string, address: string | null): void {
      waiting.push({ n, row, body, address });
      if (waiting.length >= BATCH) flush();
    },
    end(): void {
      flush();
      // A tree that grows in order is written once.
      database.exec('INSERT OR IGNORE INTO number SELECT value, n FROM temp.heap ORDER BY value, n; DROP TABLE temp.heap');
      database.exec("INSERT INTO words (words) VALUES ('optimize')");
      database.exec("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'row')");
      database.exec("INSERT OR IGNORE INTO term SELECT term FROM temp.vocabulary WHERE length(term) > 3 AND term GLOB '[a-z]*'");
    },
  };
}

/** Throws only for what is wrong with the disk; what is wrong with the file stands in the report. */
export async function buildStore({
  file,
  target,
  inForce,
  place,
  networkHash,
  keys,
  progress,
}: BuildOptions): Promise<CustomerImportReport> {
  const part = target === null ? null : `${target}.part`;
  if (part) await rm(part, { force: true });
  const database = part === null ? null : createStoreFile(part);
  const writer = database && createWriter(database);
  const columns = createColumnWriter(keys);
  const comparison = createComparison(inForce);
  const errors = createProblemBook();
  const warnings = createProblemBook();
  const ids = new Set<string>();
  const accounts = new Set<string>();
  const servicePoints = new Set<string>();
  const counts = { rows: 0, unmatched: 0, keyCustomers: 0, lifeSupport: 0 };
  const reading = readCustomers(file);
  try {
    for await (const { line, result } of reading.lines) {
      counts.rows += 1;
      if (counts.rows % PROGRESS_ROWS === 0) progress?.(counts.rows);
      if (!result.ok) {
        errors.add(result.problem.code, `line ${line}: ${result.problem.what}`);
        continue;
      }
      const { row } = result;
      for (const { code, what } of result.warnings) warnings.add(code, code === 'field-unknown' ? what : `line ${line}: ${what}`);
      if (ids.has(row.id)) {
        errors.add('duplicate-id', `line ${line}: ${row.id}`);
        continue;
      }
      const n = ids.size;
      ids.add(row.id);
      if (row.account !== null) {
        if (accounts.has(row.account)) warnings.add('duplicate-account', `line ${line}: ${row.account}`);
        accounts.add(row.account);
      }
      servicePoints.add(row.servicePoint);
      const found = place(row.servicePoint);
      if (!found) {
        counts.unmatched += 1;
        warnings.add('unmapped', `line ${line}: service point ${row.servicePoint}`);
      }
      if (row.key) counts.keyCustomers += 1;
      if (row.lifeSupport) counts.lifeSupport += 1;
      const body = JSON.stringify(row);
      comparison?.add(row.id, body);
      columns.add(row);
      writer?.add(n, row, body, row.address ?? found?.address ?? null);
    }
  } catch (error) {
    errors.add('file-unreadable', error instanceof Error ? error.message : String(error));
  }
  if (counts.rows === 0) errors.add('file-empty', 'an empty register never means that everybody left');
  const found = errors.all();
  if (database && writer && part && target) {
    if (found.length > 0) database.close();
    else {
      writer.end();
      columns.write(database);
      const meta = database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)');
      for (const [name, value] of [
        ['layout', String(STORE_LAYOUT)],
        ['file', reading.hash()],
        ['network', networkHash],
      ])
        meta.run(name, value);
      database.close();
    }
    if (found.length > 0) await rm(part, { force: true });
    else await rename(part, target);
  }
  return {
    ...counts,
    customers: ids.size,
    servicePoints: servicePoints.size,
    difference: comparison?.end() ?? null,
    errors: found,
    warnings: warnings.all(),
  };
}
