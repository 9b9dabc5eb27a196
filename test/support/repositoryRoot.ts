/** The root of the repository, also for what runs compiled from `dist`. */

import { resolve } from 'node:path';

const above = resolve(import.meta.dirname, '../..');

export const repositoryRoot = above.replace(/[\\/]dist$/, '');
