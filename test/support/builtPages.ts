/** Builds the pages for tests in a browser when they are missing or older than their sources. */

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repositoryRoot.ts';

function newestIn(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true }))
    if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return newest;
}

export function buildPages(): void {
  const page = join(repositoryRoot, 'dist/client/index.html');
  if (existsSync(page) && statSync(page).mtimeMs > Math.max(newestIn('client'), newestIn('shared'))) return;
  const vite = join(repositoryRoot, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--config', 'client/vite.config.ts', '--logLevel', 'warn'], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
