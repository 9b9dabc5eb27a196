/** The thread that reads the SQLite journal, so that a long report delays no commit. */

import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from './sqlite/connection.ts';
import { createSqliteReads, type SqliteReads } from './sqlite/reads.ts';

export type ReaderRequest = { readonly id: number; readonly read: keyof SqliteReads; readonly args: readonly unknown[] };

const port = parentPort;
if (!port) throw new Error('the reader runs as a worker thread');

const { file }: { readonly file: string } = workerData;
const reads = createSqliteReads(openForReading(file));

port.on('message', ({ id, read, args }: ReaderRequest) => {
  try {
    port.postMessage({ id, value: Reflect.apply(reads[read], reads, args) });
  } catch (error) {
    port.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
