#!/usr/bin/env node
/** Starts the command-line tool; builds first when the build is missing or older than the sources. */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const cli = join(root, 'dist/server/cli.js');
const page = join(root, 'dist/client/index.html');

/** Newest change below the folders, epoch milliseconds. */
function newest(folders, keep) {
  let latest = 0;
  for (const folder of folders) {
    const path = join(root, folder);
    if (!existsSync(path)) continue;
    if (statSync(path).isFile()) latest = Math.max(latest, statSync(path).mtimeMs);
    else
      for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && keep.test(entry.name)) latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}

const older = (built, sources) => !existsSync(built) || statSync(built).mtimeMs < sources;
const code = /\.(ts|tsx|css|html|json|svg|webmanifest)$/;
const require = createRequire(import.meta.url);

function program(name, bin) {
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), bin);
  } catch {
    return null;
  }
}

function build(label, name, bin, args) {
  const path = program(name, bin);
  if (!path) return;
  console.error(`building ${label} …`);
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

if (older(cli, newest(['server', 'shared', 'simulators', 'tsconfig.json'], code)))
  build('the server', 'typescript', 'bin/tsc', ['-p', 'server', '--incremental', 'false']);
const asked = process.argv.includes('--help') ? '' : (process.argv[2] ?? '');
const benches = join(root, 'dist/test/bench/benches.js');
if (
  asked === 'bench' &&
  existsSync(join(root, 'test/bench')) &&
  older(benches, newest(['test/bench', 'test/support', 'server', 'shared', 'simulators'], code))
)
  build('the benches', 'typescript', 'bin/tsc', ['-p', 'test/tsconfig.bench.json', '--incremental', 'false']);
const needsPages = ['serve', 'demo', 'bench'].includes(asked);
if (needsPages && older(page, newest(['client', 'shared'], code)))
  build('the pages', 'vite', 'bin/vite.js', ['build', '--config', 'client/vite.config.ts', '--logLevel', 'warn']);

await import(pathToFileURL(cli).href);
