/** `relight import`: a feeder of another program becomes a native network, with a report of what was odd. */

import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Command, InvalidArgumentError } from 'commander';
import { formatOf, IMPORTERS, type ImportFormat } from '../adapters/importers/importers.ts';
import { ImportStop } from '../adapters/importers/limits.ts';
import { type ImportReport, judgeImport, stoppedReport } from '../importReport.ts';

type Options = { readonly out: string; readonly format?: ImportFormat; readonly root?: string; readonly strict: boolean };

function formatName(text: string): ImportFormat {
  for (const format of IMPORTERS.keys()) if (format === text) return format;
  throw new InvalidArgumentError(`one of ${[...IMPORTERS.keys()].join(', ')}`);
}

/** Why a file could not be read at all, as the code and place that the report names. */
function stopOf(problem: unknown, file: string): { readonly code: string; readonly place: string } {
  if (problem instanceof ImportStop) return { code: problem.code, place: problem.message };
  const system = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  if (system.startsWith('E')) return { code: 'file-missing', place: `${file}: ${system}` };
  throw problem;
}

function run(files: readonly string[], { out, format, root, strict }: Options): ImportReport {
  const chosen = format ?? formatOf(files[0] ?? '');
  const importer = chosen && IMPORTERS.get(chosen);
  if (!importer) return stoppedReport('schema-unknown', `${files[0]}: name the format with --format`);
  try {
    const { report, file } = judgeImport(importer(files, root), strict);
    if (file) {
      const text = JSON.stringify(file);
      writeFileSync(out, out.endsWith('.gz') ? gzipSync(text) : text);
    }
    return report;
  } catch (problem) {
    const { code, place } = stopOf(problem, files[0] ?? '');
    return stoppedReport(code, place);
  }
}

export function register(program: Command): void {
  program
    .command('import <files...>')
    .description('Reads a feeder (OpenDSS, CIM RDF/XML, pandapower) and writes it as a native network; prints an import report as JSON')
    .requiredOption('--out <file>', 'native network to write (.json or .json.gz); nothing is written when there are errors')
    .option('--format <format>', 'opendss, cim or pandapower; default by the ending of the first file', formatName)
    .option('--root <folder>', 'folder that redirects may not leave; default that of the first file')
    .option('--strict', 'rings, voltage steps and references that lead nowhere are errors', false)
    .option('--json', 'the report is JSON in any case')
    .addHelpText(
      'after',
      '\nExamples:\n  relight import Master.dss --out feeder.json\n  relight import Master.dss Buscoords.csv Fuses.dss --out feeder.json.gz',
    )
    .action((files: string[], options: Options) => {
      const report = run(files, options);
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      for (const { code, examples } of report.errors) console.error(`error ${code}: ${examples.join(', ')}`);
      if (report.errors.length > 0) process.exitCode = 1;
    });
}
