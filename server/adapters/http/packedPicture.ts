/** Pictures of the network packed with gzip once each, off the loop, because the answers are the same for everybody. */

import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';

const pack = promisify(gzip);

/** Squares of service points are many and small; these stay packed, the oldest go first. */
const MOST_KEPT = 400;

export type PackedPictures = (tag: string, bytes: Uint8Array) => Promise<Buffer>;

export function createPackedPictures(): PackedPictures {
  const kept = new Map<string, Promise<Buffer>>();
  return (tag, bytes) => {
    const known = kept.get(tag);
    if (known) return known;
    const packed = pack(bytes, { level: constants.Z_BEST_COMPRESSION });
    kept.set(tag, packed);
    if (kept.size > MOST_KEPT) for (const oldest of [...kept.keys()].slice(0, kept.size - MOST_KEPT)) kept.delete(oldest);
    return packed;
  };
}
