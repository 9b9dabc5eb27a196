/** Imports beside a running server: in a worker with bounded time and memory, so that the loop stays free. */

import { Worker } from 'node:worker_threads';
import { IMPORT_LIMITS } from './adapters/importers/limits.ts';
import { type ImportOutcome, stoppedReport } from './importReport.ts';
import { programFile } from './programFile.ts';
import type { ImportRequest } from './runImport.ts';

const HEAP_MB = 2_048;

const stopped = (code: string, example: string): ImportOutcome => ({ report: stoppedReport(code, example), file: null });

/** Settles with a report in any case; the worker is gone afterwards. */
export function importInWorker(importRequest: ImportRequest, limitMs: number = IMPORT_LIMITS.ms): Promise<ImportOutcome> {
  const worker = new Worker(programFile('server/runImport.js'), {
    workerData: { importRequest },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  const first = importRequest.files[0] ?? '';
  return new Promise((done) => {
    const end = (outcome: ImportOutcome): void => {
      clearTimeout(late);
      void worker.terminate();
      done(outcome);
    };
    const late = setTimeout(() => end(stopped('timeout', `${first}: longer than ${limitMs / 1000} s`)), limitMs);
    worker.once('message', end);
    worker.once('error', (problem: Error) => end(stopped('too-large', `${first}: ${problem.message}`)));
    worker.once('exit', () => end(stopped('poison', `${first}: the import ended without a word`)));
  });
}
