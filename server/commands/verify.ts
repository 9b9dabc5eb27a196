/** `relight verify`: is the journal whole, and is the audit chain what it was? */

import type { Command } from 'commander';
import { verifyJournal } from '../adapters/storage/verifyJournal.ts';
import { verifyPostgresJournal } from '../adapters/storage/verifyPostgresJournal.ts';
import { auditHeadsFile, readAuditHeads } from '../auditHeads.ts';
import { type DataOptions, readSettings, withDataFolder } from './settings.ts';

type Options = DataOptions & { readonly heads?: string; readonly json?: boolean };

async function verify(file: string | undefined, options: Options): Promise<void> {
  const config = readSettings(options);
  if (!config) return;
  const { RELIGHT_DATA_DIR: folder, RELIGHT_DATABASE_URL: url } = config;
  const heads = readAuditHeads(options.heads ?? auditHeadsFile(folder));
  const answer =
    url !== undefined && file === undefined
      ? await verifyPostgresJournal({ url, heads })
      : await verifyJournal(file ?? folder, file === undefined || options.heads ? { heads } : {});
  if (!answer.ok) process.exitCode = 1;
  if (options.json) {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const [first, ...more] = answer.problems;
  if (!first) {
    const audit = `audit chain of ${answer.auditHead.sequence} rows`;
    console.log(`sound: ${answer.inboxRows} rows up to ${answer.head}, ${answer.facts} facts, ${audit}, ${heads.length} exported heads`);
    return;
  }
  console.log(`damaged: ${first.where} row ${first.row ?? '-'} ${first.what}`);
  for (const { where, row, what } of more) console.error(`also: ${where} row ${row ?? '-'} ${what}`);
}

export function register(program: Command): void {
  withDataFolder(
    program
      .command('verify')
      .argument('[file]', 'a backup to check instead of the data folder')
      .description('Checks journal and audit chain; exit 1 and the first bad row when damaged')
      .option('--heads <file>', 'heads of the audit chain kept on another system (audit-heads.jsonl)')
      .option('--json', 'the whole answer as JSON')
      .addHelpText('after', '\nExample:\n  relight verify --data-dir /var/lib/relight --heads /mnt/other/audit-heads.jsonl'),
  ).action(verify);
}
