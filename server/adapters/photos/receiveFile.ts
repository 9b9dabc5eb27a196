/** Writes a body to disk as it comes, under a length limit, and says what came (promise P18). */

import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { MAGIC_BYTES } from './pictureType.ts';

export type Received =
  | { readonly ok: true; readonly bytes: number; readonly sha256: string; readonly head: Uint8Array }
  | { readonly ok: false; readonly reason: 'too-large' | 'timeout' | 'disk-full' };

export type ReceiveOptions = { readonly most: number /** Longest silence of the sender. */; readonly idleMs: number };

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

/** The caller removes the file when it is not wanted. Other failures of the disk or the line reject. */
export async function receiveFile(body: AsyncIterable<Uint8Array>, path: string, { most, idleMs }: ReceiveOptions): Promise<Received> {
  const hash = createHash('sha256');
  const chunks = body[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  let bytes = 0;
  let file: FileHandle | null = null;
  let silence: NodeJS.Timeout | undefined;
  const waited = (): Promise<'silent'> =>
    new Promise((done) => {
      silence = setTimeout(() => done('silent'), idleMs);
    });
  try {
    file = await open(path, 'wx', 0o600);
    for (;;) {
      const next = await Promise.race([chunks.next(), waited()]);
      clearTimeout(silence);
      if (next === 'silent') return { ok: false, reason: 'timeout' };
      if (next.done) break;
      bytes += next.value.length;
      if (bytes > most) return { ok: false, reason: 'too-large' };
      hash.update(next.value);
      if (head.length < MAGIC_BYTES) head = Uint8Array.from([...head, ...next.value.subarray(0, MAGIC_BYTES - head.length)]);
      await file.write(next.value);
    }
    await file.sync();
    return { ok: true, bytes, sha256: hash.digest('hex'), head };
  } catch (error) {
    if (isFull(error)) return { ok: false, reason: 'disk-full' };
    throw error;
  } finally {
    clearTimeout(silence);
    await file?.close();
  }
}
