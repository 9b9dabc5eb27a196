/** `relight bench`: the promised figures, one JSON line each; every bench in a process of its own and bounded in time. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { programFile } from '../programFile.ts';

type Bench = (print: (figure: unknown) => void) => unknown;

const LONGEST_MS = 180_000;

const isBench = (value: unknown): value is Bench => typeof value === 'function';

/** The benches compiled beside the tests; null where the tests are not there. */
async function findBenches(): Promise<ReadonlyMap<string, Bench> | null> {
  const file = programFile('test/bench/benches.js');
  if (!existsSync(fileURLToPath(file))) return null;
  const module: { readonly benches?: unknown } = await import(file.href);
  if (!(module.benches instanceof Map)) return null;
  const found = new Map<string, Bench>();
  for (const [name, bench] of module.benches) if (typeof name === 'string' && isBench(bench)) found.set(name, bench);
  return found;
}

/** Exit code of a bench in its own process; one that takes too long is ended and counts as failed. */
function runAlone(name: string): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [fileURLToPath(programFile('server/cli.js')), 'bench', name], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      console.error(`${name} took longer than ${LONGEST_MS / 1000} s and was ended`);
      child.kill('SIGTERM');
    }, LONGEST_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      done(code ?? 1);
    });
  });
}

export function register(program: Command): void {
  program
    .command('bench')
    .description('Measures how fast this machine runs Relight; one JSON line a figure')
    .argument('[name...]', 'only these: energisation, intake, page, journal, sparkplug')
    .addHelpText('after', '\nExample:\n  relight bench energisation intake')
    .action(async (names: readonly string[]) => {
      const benches = await findBenches();
      if (benches === null) {
        console.error('the benches live beside the tests, which are not installed here');
        process.exitCode = 2;
        return;
      }
      const unknown = names.filter((name) => !benches.has(name));
      if (unknown.length > 0) {
        console.error(`there is no bench ${unknown.join(', ')}; there are ${[...benches.keys()].join(', ')}`);
        process.exitCode = 2;
        return;
      }
      const [only, ...others] = names;
      if (only !== undefined && others.length === 0) {
        await benches.get(only)?.((figure) => process.stdout.write(`${JSON.stringify(figure)}\n`));
        return;
      }
      for (const name of names.length > 0 ? names : benches.keys()) if ((await runAlone(name)) !== 0) process.exitCode = 1;
    });
}
