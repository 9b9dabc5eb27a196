/** `relight backup`: one file that holds every row committed before it starts, while the server runs. */

import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { backupJournal } from '../adapters/storage/backupJournal.ts';
import { verifyJournal } from '../adapters/storage/verifyJournal.ts';
import { type DataOptions, readSettings, withDataFolder } from './settings.ts';

type Options = DataOptions & { readonly json?: boolean };

async function backup(file: string, options: Options): Promise<void> {
  const config = readSettings(options);
  if (!config) return;
  if (config.RELIGHT_DATABASE_URL !== undefined)
    throw new Error('the journal is in PostgreSQL: back it up with pg_dump --schema=relight, or with the archive of your server');
  await backupJournal(config.RELIGHT_DATA_DIR, file);
  const { problems, journal, head, inboxRows } = await verifyJournal(file);
  const [problem] = problems;
  if (problem) throw new Error(`${file} was written but is damaged: ${problem.where} row ${problem.row ?? '-'} ${problem.what}`);
  const { size: bytes } = statSync(file);
  if (options.json) process.stdout.write(`${JSON.stringify({ file, bytes, journal, head, inboxRows })}\n`);
  else console.log(`${file}: ${inboxRows} rows up to ${head}, ${bytes} bytes, checked`);
}

export function register(program: Command): void {
  withDataFolder(
    program
      .command('backup')
      .argument('<file>', 'must not exist yet')
      .description('Backs the journal up into one file, also beside a running server, and checks it')
      .option('--json', 'the answer as JSON')
      .addHelpText('after', '\nExample:\n  relight backup /mnt/backup/relight-2026-03-14.sqlite'),
  ).action(backup);
}
