/** Checks the SQLite journal of a data folder, or one backup file, in a thread of its own. */

import { existsSync, statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { programFile } from '../../programFile.ts';
import { journalFile } from './sqlite/connection.ts';
import type { VerifierTask } from './verifier.ts';
import type { Verification, VerifyOptions } from './verifying.ts';

/** Rejects when there is no journal to check; a damaged one is an answer. */
export async function verifyJournal(path: string, options: VerifyOptions = {}): Promise<Verification> {
  const file = existsSync(path) && statSync(path).isFile() ? path : journalFile(path);
  if (!existsSync(file)) throw new Error(`there is no journal in ${path}`);
  try {
    return await inVerifier({ task: 'verify', file, options });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const auditHead = { sequence: 0, hash: '' };
    return { ok: false, journal: '', problems: [{ where: 'file', row: null, what }], head: 0, inboxRows: 0, facts: 0, auditHead };
  }
}

/** Runs one task in the checking thread, and resolves when that has let go of the file; rejects with what it threw. */
export function inVerifier<T>(task: VerifierTask): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(programFile('server/adapters/storage/verifier.js'), { workerData: task });
    worker.on('message', (answer) => worker.once('exit', () => resolve(answer)));
    worker.on('error', reject);
    worker.on('exit', (code) => code !== 0 && reject(new Error('the checking thread ended without an answer')));
  });
}
