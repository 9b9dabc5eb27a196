/** Packs what the build writes, once and as small as it gets, so that the server only has to send it. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Smaller files gain nothing. */
const LEAST_BYTES = 1_024;

export function packedFiles(): Plugin {
  return {
    name: 'packed-files',
    apply: 'build',
    // After everything else: other plugins still change what they hand over to be written.
    async writeBundle({ dir }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        if (dir === undefined || !/\.(js|css|svg)$/.test(fileName)) continue;
        const bytes = await readFile(join(dir, fileName));
        if (bytes.length < LEAST_BYTES) continue;
        const [small, usual] = await Promise.all([
          brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
          zip(bytes, { level: constants.Z_BEST_COMPRESSION }),
        ]);
        await writeFile(join(dir, `${fileName}.br`), small);
        await writeFile(join(dir, `${fileName}.gz`), usual);
      }
    },
  };
}
