/** Settings for commands that work on the data of a server: the same sources as the server itself. */

import type { Command } from 'commander';
import { type Config, readConfig } from '../config.ts';

export type DataOptions = { readonly dataDir?: string };

export const withDataFolder = (command: Command): Command =>
  command.option('--data-dir <folder>', 'journal, photos, caches (RELIGHT_DATA_DIR)');

/** null when something is wrong; it was printed then, and the exit code set to 2. */
export function readSettings({ dataDir }: DataOptions): Config | null {
  const flags = dataDir === undefined ? {} : { RELIGHT_DATA_DIR: dataDir };
  const read = readConfig({ flags, env: process.env, folder: process.cwd() });
  if (read.ok) return read.config;
  for (const { name, problem } of read.problems) console.error(`${name}: ${problem}`);
  process.exitCode = 2;
  return null;
}
