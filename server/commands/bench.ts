/** `relight bench`: the promised figures, one JSON line each; every bench in a process of its own and bounded in time. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { programFile } from '../programFile.ts';

type Bench = (print: (figure: unknown) => void) => unknown;

const LONGEST_MS = 180_000;
const LONGEST_OF_LONG_MS = 20 * 60_000;

const isBench = (value: unknown): value is Bench => typeof value === 'function';

type Benches = ReadonlyMap<string, { readonly run: Bench; readonly long: boolean }>;

/** The benches compiled beside the tests; null where the tests are not there. */
async function findBenches(): Promise<Benches | null> {
  const file = programFile('test/bench/benches.js');
  if (!existsSync(fileURLToPath(file))) return null;
  const module: { readonly benches?: unknown; readonly longBenches?: unknown } = await import(file.href);
  const found = new Map<string, { run: Bench; long: boolean }>();
  for (const [long, list] of [[false, module.benches] as const, [true, module.longBenches] as const]) {
    if (!(list instanceof Map)) return null;
    for (const [name, run] of list) if (typeof name === 'string' && isBench(run)) found.set(name, { run, long });
  }
  return found;
}

/** Exit code of a bench in its own process; one that takes too long is ended and counts as failed. */
function runAlone(name: string, longestMs: number): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [fileURLToPath(programFile('server/cli.js')), 'bench', name], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      console.error(`${name} took longer than ${longestMs / 1000} s and was ended`);
      child.kill('SIGTERM');
    }, longestMs);
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
    .argument('[name...]', 'only these; without names, all that take less than a few minutes')
    .option('--long', 'also those that play many storms: prediction, estimates, storm-evidence')
    .addHelpText('after', '\nExample:\n  relight bench energisation intake\n  relight bench prediction')
    .action(async (names: readonly string[], { long = false }: { long?: boolean }) => {
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
        await benches.get(only)?.run((figure) => process.stdout.write(`${JSON.stringify(figure)}\n`));
        return;
      }
      for (const [name, bench] of benches) {
        const wanted = names.length > 0 ? names.includes(name) : long || !bench.long;
        if (wanted && (await runAlone(name, bench.long ? LONGEST_OF_LONG_MS : LONGEST_MS)) !== 0) process.exitCode = 1;
      }
    });
}
