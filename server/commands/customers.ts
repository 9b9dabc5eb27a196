/** `relight customers`: reads a customer register, says what is odd and what would change, and takes it when nothing stands against it. */

import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { importCustomers } from '../customers.ts';
import { loadNetwork } from '../networkStore.ts';

type Options = { readonly dryRun: boolean; readonly dataDir?: string; readonly network?: string };

export function register(program: Command): void {
  program
    .command('customers <file>')
    .description('Imports a customer register (JSON lines or CSV, also .gz) into the data folder; prints a report with the differences')
    .option('--dry-run', 'says what would change and changes nothing', false)
    .option('--data-dir <folder>', 'where the register is kept (RELIGHT_DATA_DIR)')
    .option('--network <file>', 'network file, or city, or town (RELIGHT_NETWORK)')
    .option('--json', 'the report is JSON in any case')
    .addHelpText('after', '\nExample:\n  relight customers register.jsonl --dry-run')
    .action(async (file: string, { dryRun, dataDir, network }: Options) => {
      const read = readConfig({ flags: { RELIGHT_DATA_DIR: dataDir, RELIGHT_NETWORK: network }, env: process.env, folder: process.cwd() });
      if (!read.ok) {
        for (const { name, problem } of read.problems) console.error(`${name}: ${problem}`);
        process.exitCode = 2;
        return;
      }
      const { config } = read;
      const cacheFolder = config.RELIGHT_CACHE_DIR ?? join(config.RELIGHT_DATA_DIR, 'cache');
      const loaded = await loadNetwork({ network: config.RELIGHT_NETWORK, cacheFolder });
      if (!loaded.ok) {
        console.error(loaded.report);
        process.exitCode = loaded.exitCode;
        return;
      }
      const progress = (rows: number): void => {
        if (process.stderr.isTTY) console.error(`${rows.toLocaleString('en')} rows`);
      };
      const report = await importCustomers({ file, network: loaded.network, dataFolder: config.RELIGHT_DATA_DIR, dryRun, progress });
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      if (report.errors.length > 0) process.exitCode = 1;
    });
}
