/** Runs one import from files to a judged network; also the program of the worker that does so beside a running server. */

import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { formatOf, IMPORTERS, type ImportFormat } from './adapters/importers/importers.ts';
import { ImportStop } from './adapters/importers/limits.ts';
import { type ImportOutcome, judgeImport, stoppedReport } from './importReport.ts';

export type ImportRequest = {
  readonly files: readonly string[];
  /** By the ending of the first file when missing. */
  readonly format?: ImportFormat;
  /** Folder that nothing read may leave, default that of the first file. */
  readonly root?: string;
  readonly strict?: boolean;
};

const stopped = (code: string, example: string): ImportOutcome => ({ report: stoppedReport(code, example), file: null });

/** Never throws for what is wrong with the files: that stands in the report. */
export function runImport({ files, format, root, strict = false }: ImportRequest): ImportOutcome {
  const first = files[0] ?? '';
  const chosen = format ?? formatOf(first);
  const importer = chosen && IMPORTERS.get(chosen);
  if (!importer) return stopped('schema-unknown', `${first}: the ending does not tell the format; name it`);
  try {
    return judgeImport(importer(files, root), strict);
  } catch (problem) {
    if (problem instanceof ImportStop) return stopped(problem.code, problem.message);
    const system = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
    if (system.startsWith('E')) return stopped('file-missing', `${first}: ${system}`);
    throw problem;
  }
}

const request = z.object({
  importRequest: z.object({
    files: z.array(z.string()),
    format: z.enum(['opendss', 'cim', 'pandapower']).optional(),
    root: z.string().optional(),
    strict: z.boolean().optional(),
  }),
});

const asked = request.safeParse(workerData);
if (parentPort && asked.success) parentPort.postMessage(runImport(asked.data.importRequest));
