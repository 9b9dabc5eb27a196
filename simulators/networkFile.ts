/** Finds the network a simulation runs on: a file, or the built-in city or town, generated when it is missing. */

import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programFile } from './programFile.ts';

const BUILT_IN = new Set(['city', 'town']);

/**
 * Path of the network file. Built-in ones lie in the data folder and are made anew when the generator is newer.
 * @throws when the generator fails
 */
export function networkFile(name: string, dataFolder: string): string {
  if (!BUILT_IN.has(name)) return resolve(name);
  const generator = fileURLToPath(programFile('simulators/network/build.js'));
  const file = resolve(join(dataFolder, 'networks', `${name}.json.gz`));
  if (existsSync(file) && statSync(file).mtimeMs >= statSync(generator).mtimeMs) return file;
  execFileSync(process.execPath, [generator, '--preset', name, '--out', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  return file;
}
