/** `relight restore`: brings a backup back as the journal of a data folder. */

import type { Command } from 'commander';
import { restoreJournal } from '../adapters/storage/backupJournal.ts';
import { putAuditHeadsAside } from '../auditHeads.ts';
import { type DataOptions, readSettings, withDataFolder } from './settings.ts';

type Options = DataOptions & { readonly replace?: boolean; readonly json?: boolean };

async function restore(file: string, options: Options): Promise<void> {
  const config = readSettings(options);
  if (!config) return;
  if (config.RELIGHT_DATABASE_URL !== undefined)
    throw new Error('the journal is in PostgreSQL: restore it with pg_restore, or unset RELIGHT_DATABASE_URL');
  const { RELIGHT_DATA_DIR: folder } = config;
  const { journal, putAside } = await restoreJournal({ file, folder, replace: options.replace });
  putAuditHeadsAside(folder, `before-${journal.slice(0, 8)}`);
  if (options.json) process.stdout.write(`${JSON.stringify({ file, folder, journal, putAside })}\n`);
  else console.log(`${folder}: restored as journal ${journal}${putAside ? `; the old one is ${putAside}` : ''}`);
}

export function register(program: Command): void {
  withDataFolder(
    program
      .command('restore')
      .argument('<file>', 'a backup')
      .description('Brings a backup back; the server must not be running')
      .option('--replace', 'put a journal that is there aside instead of refusing')
      .option('--json', 'the answer as JSON')
      .addHelpText('after', '\nExample:\n  relight restore /mnt/backup/relight-2026-03-14.sqlite --data-dir /var/lib/relight --replace'),
  ).action(restore);
}
