/** `relight import`: a feeder of another program becomes a native network, with a report of what was odd. */

import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Command, InvalidArgumentError } from 'commander';
import { IMPORTERS, type ImportFormat } from '../adapters/importers/importers.ts';
import type { ImportReport } from '../importReport.ts';
import { runImport } from '../runImport.ts';

type Options = { readonly out: string; readonly format?: ImportFormat; readonly root?: string; readonly strict: boolean };

function formatName(text: string): ImportFormat {
  for (const format of IMPORTERS.keys()) if (format === text) return format;
  throw new InvalidArgumentError(`one of ${[...IMPORTERS.keys()].join(', ')}`);
}

/** Writes the network when nothing stands against it. */
function importTo(out: string, files: readonly string[], options: Options): ImportReport {
  const { report, file } = runImport({ files, format: options.format, root: options.root, strict: options.strict });
  if (file) {
    const text = JSON.stringify(file);
    writeFileSync(out, out.endsWith('.gz') ? gzipSync(text) : text);
  }
  return report;
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
      const report = importTo(options.out, files, options);
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      for (const { code, examples } of report.errors) console.error(`error ${code}: ${examples.join(', ')}`);
      if (report.errors.length > 0) process.exitCode = 1;
    });
}
