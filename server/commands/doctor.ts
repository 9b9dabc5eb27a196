/** `relight doctor`: looks at everything Relight stands on and says what is wrong with it. */

import type { Command } from 'commander';
import { checkUp } from '../checkup.ts';
import { type DataOptions, readSettings, withDataFolder } from './settings.ts';

const MARK = { good: 'ok  ', warning: 'look', bad: 'BAD ' } as const;

export function register(program: Command): void {
  withDataFolder(
    program
      .command('doctor')
      .description('Checks Node.js, ports, disk, durability, network, journal and brokers; exit 1 when something is bad')
      .option('--json', 'the findings as JSON')
      .addHelpText('after', '\nExample:\n  relight doctor --data-dir /var/lib/relight'),
  ).action(async (options: DataOptions & { readonly json?: boolean }) => {
    const config = readSettings(options);
    if (!config) return;
    const findings = await checkUp(config);
    if (findings.some(({ state }) => state === 'bad')) process.exitCode = 1;
    if (options.json) process.stdout.write(`${JSON.stringify(findings)}\n`);
    else for (const { check, state, detail } of findings) console.log(`${MARK[state]}  ${check}: ${detail}`);
  });
}
