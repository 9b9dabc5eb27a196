/** Where a compiled program or worker lies, whether this code runs compiled or from its source. */

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const compiled = import.meta.url.endsWith('.js');
const dist = compiled ? resolve(import.meta.dirname, '..') : resolve(import.meta.dirname, '../dist');

/** `programFile('server/adapters/storage/writer.js')` → file URL inside dist. */
export const programFile = (path: string): URL => pathToFileURL(join(dist, path));
