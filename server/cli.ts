/** The one command-line tool: each command is a file, registered by one line here. */

import { Command, CommanderError } from 'commander';

type CommandFile = () => Promise<{ register(program: Command): void }>;

const documents: CommandFile = () => import('./commands/documents.ts');

/** Files by command, in the order in which they are shown; only that of the command asked for is read. */
const files: ReadonlyMap<string, CommandFile> = new Map<string, CommandFile>([
  ['serve', () => import('./commands/serve.ts')],
  ['demo', () => import('./commands/demo.ts')],
  ['openapi', documents],
  ['asyncapi', documents],
  ['simulate', () => import('./commands/simulate.ts')],
  ['replay', () => import('./commands/replay.ts')],
  ['load', () => import('./commands/load.ts')],
  ['import', () => import('./commands/importNetwork.ts')],
  ['customers', () => import('./commands/customers.ts')],
  ['trace', () => import('./commands/trace.ts')],
  ['bench', () => import('./commands/bench.ts')],
  ['verify', () => import('./commands/verify.ts')],
  ['backup', () => import('./commands/backup.ts')],
  ['restore', () => import('./commands/restore.ts')],
  ['user', () => import('./commands/user.ts')],
  ['doctor', () => import('./commands/doctor.ts')],
]);

const program = new Command('relight')
  .description('See outages and repairs as they happen.')
  .showHelpAfterError('(--help shows what is possible)')
  .exitOverride()
  .enablePositionalOptions();

const asked = files.get(process.argv[2] ?? '');
for (const file of asked ? [asked] : new Set(files.values())) (await file()).register(program);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
