/** Compiles server, shared and simulators before the tests, because worker threads and programs run compiled. */

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export default function compile(): void {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  try {
    execFileSync(process.execPath, [join(typescript, 'bin/tsc'), '-p', 'server'], { cwd: root, stdio: 'inherit' });
  } catch {
    console.error('the compiler found errors (npm run typecheck lists them); the tests run on what it wrote');
  }
}
