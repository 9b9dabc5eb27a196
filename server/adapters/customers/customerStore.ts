/** The personal-data store: names, phones and addresses by customer id, and the search over them, in a file and a thread of their own (rule K12). */

import { Worker } from 'node:worker_threads';
import type { ContactEntry } from '../../customerPorts.ts';
import { programFile } from '../../programFile.ts';
import { readColumns, type StoredColumns } from './columnData.ts';
import type { CustomerRow } from './customerRow.ts';
import type { Found } from './customerSearch.ts';
import { openStoreFile, STORE_LAYOUT } from './schema.ts';

export type FoundCustomer = { readonly row: CustomerRow; readonly by: Found['by'] };

export type CustomerStore = {
  readonly count: number;
  contact(id: string): ContactEntry | null;
  row(id: string): CustomerRow | null;
  search(typed: string, limit: number): Promise<readonly FoundCustomer[]>;
  columns(): StoredColumns;
  /** Hash of the register file it was built from. */
  readonly hash: string;
  stop(): Promise<void>;
};

export type StoreMeta = { readonly file: string; readonly network: string };

/** What a store was built from; null when there is none that this version reads. */
export function readStoreMeta(file: string): StoreMeta | null {
  try {
    const database = openStoreFile(file);
    const rows = database.prepare<[], { name: string; value: string }>('SELECT name, value FROM meta').all();
    database.close();
    const meta = new Map(rows.map(({ name, value }) => [name, value]));
    if (meta.get('layout') !== String(STORE_LAYOUT)) return null;
    return { file: meta.get('file') ?? '', network: meta.get('network') ?? '' };
  } catch {
    return null;
  }
}

type Waiting = { resolve(found: readonly Found[]): void; reject(error: Error): void };

/** Searches wait in a thread; it is started again when it dies. */
function createSearcher(file: string) {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let newest = 0;

  function lost(ended: Worker, error: Error): void {
    if (worker !== ended) return;
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(programFile('server/adapters/customers/searcher.js'), { workerData: { file } });
    started.on('message', (reply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) started.unref();
      if ('error' in reply) asked?.reject(new Error(reply.error));
      else asked?.resolve(reply.found);
    });
    started.on('error', (error) => lost(started, error));
    started.on('exit', () => lost(started, new Error('the search thread ended')));
    started.unref();
    return started;
  }

  return {
    search(typed: string, limit: number): Promise<readonly Found[]> {
      worker ??= start();
      worker.ref();
      newest += 1;
      const id = newest;
      const answer = new Promise<readonly Found[]>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.postMessage({ id, typed, limit });
      return answer;
    },
    async stop(): Promise<void> {
      const ending = worker;
      worker = null;
      for (const { reject } of waiting.values()) reject(new Error('the register is closed'));
      waiting.clear();
      await ending?.terminate();
    },
  };
}

export function openCustomerStore(file: string): CustomerStore {
  const database = openStoreFile(file);
  const find = database.prepare<[string], { body: string }>('SELECT body FROM customer WHERE id = ?');
  const searcher = createSearcher(file);
  const meta = readStoreMeta(file);
  const parse = (body: string): CustomerRow => JSON.parse(body);
  const row = (id: string): CustomerRow | null => {
    const found = find.get(id);
    return found ? parse(found.body) : null;
  };
  // The first search would wait for the thread and its vocabulary.
  searcher.search('', 1).catch(() => undefined);
  return {
    count: database.prepare<[], { n: number }>('SELECT count(*) AS n FROM customer').get()?.n ?? 0,
    hash: meta?.file ?? '',
    row,
    contact(id) {
      const found = row(id);
      return found && { name: found.name ?? '', phone: found.phone, email: found.email, locale: found.locale };
    },
    async search(typed, limit) {
      const found = await searcher.search(typed, limit);
      return found.map(({ body, by }) => ({ row: parse(body), by }));
    },
    columns: () => readColumns(database),
    async stop() {
      await searcher.stop();
      database.close();
    },
  };
}
