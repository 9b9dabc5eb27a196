/** The one command-line tool: each command is a file, registered by one line here. */

import { Command, CommanderError } from 'commander';
import { register as backup } from './commands/backup.ts';
import { register as bench } from './commands/bench.ts';
import { register as demo } from './commands/demo.ts';
import { register as doctor } from './commands/doctor.ts';
import { register as documents } from './commands/documents.ts';
import { register as importNetwork } from './commands/importNetwork.ts';
import { register as load } from './commands/load.ts';
import { register as replay } from './commands/replay.ts';
import { register as restore } from './commands/restore.ts';
import { register as serve } from './commands/serve.ts';
import { register as simulate } from './commands/simulate.ts';
import { register as trace } from './commands/trace.ts';
import { register as user } from './commands/user.ts';
import { register as verify } from './commands/verify.ts';

const program = new Command('relight')
  .description('See outages and repairs as they happen.')
  .showHelpAfterError('(--help shows what is possible)')
  .exitOverride()
  .enablePositionalOptions();

for (const register of [serve, demo, documents, simulate, replay, load, importNetwork, trace, bench, verify, backup, restore, user, doctor])
  register(program);
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
