/** The thread that checks a journal or copies it, so that the loop goes on meanwhile. */

import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from './sqlite/connection.ts';
import { copyDatabase } from './sqlite/copy.ts';
import { verifyDatabase } from './sqlite/verify.ts';
import type { VerifyOptions } from './verifying.ts';

export type VerifierTask =
  | { readonly task: 'verify'; readonly file: string; readonly options: VerifyOptions }
  | { readonly task: 'copy'; readonly file: string; readonly to: string };

const asked: VerifierTask = workerData;
const database = openForReading(asked.file);
switch (asked.task) {
  case 'verify':
    parentPort?.postMessage(verifyDatabase(database, asked.options));
    break;
  case 'copy':
    copyDatabase(database, asked.to);
    parentPort?.postMessage(null);
}
database.close();
