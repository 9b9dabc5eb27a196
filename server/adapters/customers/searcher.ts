/** The worker thread that searches the register, so that no search holds up the loop. */

import { parentPort, workerData } from 'node:worker_threads';
import { createSearch } from './customerSearch.ts';
import { openStoreFile } from './schema.ts';

const { file } = workerData;
if (typeof file !== 'string') throw new Error('the searcher needs the file of the store');
const search = createSearch(openStoreFile(file));

parentPort?.on('message', ({ id, typed, limit }) => {
  try {
    parentPort?.postMessage({ id, found: search(typed, limit) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
