/** Starts the appending program, with or without a tracer around it. */

import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, 'journalAppender.mjs');

export const straceFound = spawnSync('strace', ['-o', '/dev/null', '-e', 'inject=fsync:error=EIO:when=1', 'true']).status === 0;
export const withoutStrace = 'needs strace and the right to trace';

export function startAppender(args: Readonly<Record<string, string>>, tracer: readonly string[] = []): ChildProcessWithoutNullStreams {
  const flags = Object.entries(args).flatMap(([name, value]) => [`--${name}`, value]);
  const [command = process.execPath, ...rest] = [...tracer, process.execPath, program, ...flags];
  return spawn(command, rest);
}

/** Resolves with everything it said; rejects when it ended by itself with an error. */
export function said(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('close', (code) =>
      code === 0 || code === null ? resolve(out) : reject(new Error(`the program ended with ${code}: ${errors}`)),
    );
  });
}

export function untilReady(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('READY') && resolve());
    child.on('close', (code) => reject(new Error(`the program ended with ${code} before it was ready`)));
  });
}
