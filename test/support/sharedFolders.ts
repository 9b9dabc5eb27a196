/** Finds the folders of real data, oracles and bad input that tests use and the repository does not hold. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const data = resolve(process.env.RELIGHT_DATA ?? join(import.meta.dirname, '../../../shared/data'));
const beside = (name: string): string | null => {
  const folder = resolve(data, '..', name);
  return existsSync(folder) ? folder : null;
};

/** null when the folder is not there; a test is then skipped, and says so. */
export const dataFolder: string | null = existsSync(data) ? data : null;
export const oracleFolder: string | null = dataFolder && beside('oracles');
export const corpusFolder: string | null = dataFolder && beside('corpus');

export const withoutData = 'needs the data folder: set RELIGHT_DATA';
