/** The crew's shelf in IndexedDB: the outbox, and what the page last knew, so that it opens without a line. */

import type { OutboxShelf } from './outbox.ts';
import { outboxItem } from './outboxItem.ts';

const NAME = 'relight-crew';
const OUTBOX = 'outbox';
const KEPT = 'kept';

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the shelf did not answer'));
  });

/** A write counts when its transaction is complete, not when its request succeeded. */
const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the shelf gave the change up'));
  });

export type CrewShelf = OutboxShelf & {
  /** Any plain value under a name; read it through a schema. */
  keep(name: string, value: unknown): Promise<void>;
  kept(name: string): Promise<unknown>;
  close(): void;
};

export async function openCrewShelf(name: string = NAME): Promise<CrewShelf> {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(OUTBOX, { keyPath: 'seq' });
    opening.result.createObjectStore(KEPT);
  };
  const database = await answered(opening);

  async function write(store: string, change: (table: IDBObjectStore) => void) {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    const done = completed(transaction);
    change(transaction.objectStore(store));
    await done;
  }

  return {
    async all() {
      const rows: readonly unknown[] = await answered(database.transaction(OUTBOX).objectStore(OUTBOX).getAll());
      // A row of an older page that nobody understands any more must not stop the others.
      return rows.flatMap((row) => {
        const checked = outboxItem.safeParse(row);
        return checked.success ? [checked.data] : [];
      });
    },
    put: (item) => write(OUTBOX, (table) => table.put(item)),
    remove: (seq) => write(OUTBOX, (table) => table.delete(seq)),
    keep: (key, value) => write(KEPT, (table) => table.put(value, key)),
    kept: (key) => answered<unknown>(database.transaction(KEPT).objectStore(KEPT).get(key)),
    close: () => database.close(),
  };
}
