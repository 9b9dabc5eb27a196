/** Keeps cleaned pictures as files with random names, under a quota and for a limited time; nothing is ever half there (rule R15, promise P18). */

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PictureCleaner } from './pictureCleaner.ts';
import { namedType, pictureTypeOf } from './pictureType.ts';
import { type Received, receiveFile } from './receiveFile.ts';

export type StoredPicture = {
  /** Name of its files, without ending. */
  readonly file: string;
  /** SHA-256 of what was sent, in hex. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly metadataRemoved: boolean;
};

export type StoreRefusal =
  | 'too-large'
  | 'timeout'
  | 'disk-full'
  | 'quota'
  | 'content-type'
  | 'image-type'
  | 'image-decode'
  | 'image-pixels'
  | 'image-worker';

export type PictureUpload = {
  readonly body: AsyncIterable<Uint8Array>;
  readonly contentType: string | undefined;
  /** SHA-256 of the picture stored under the same id, null when there is none: the same bytes are not worked on again. */
  readonly known: string | null;
};

export type PhotoStore = {
  keep(
    upload: PictureUpload,
  ): Promise<
    | { readonly ok: true; readonly picture: StoredPicture | 'same' }
    | { readonly ok: false; readonly reason: StoreRefusal | 'idempotency-conflict' }
  >;
  remove(file: string): Promise<void>;
  path(file: string, thumbnail: boolean): string;
  /** Removes pictures older than this; answers how many. */
  sweep(before: number): Promise<number>;
  bytes(): number;
  stop(): Promise<void>;
};

export type PhotoStoreOptions = {
  readonly folder: string;
  readonly cleaner: PictureCleaner;
  readonly mostBytes?: number;
  readonly quotaBytes?: number;
  readonly idleMs?: number;
};

const MOST_BYTES = 10 * 1024 * 1024;
const QUOTA_BYTES = 20 * 1024 ** 3;
const IDLE_MS = 5_000;
const NAME = /^[0-9a-f]{32}(-small)?\.jpg$/;

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function openPhotoStore({
  folder,
  cleaner,
  mostBytes = MOST_BYTES,
  quotaBytes = QUOTA_BYTES,
  idleMs = IDLE_MS,
}: PhotoStoreOptions): Promise<PhotoStore> {
  const kept = join(folder, 'photos');
  const arriving = join(folder, 'photos-arriving');
  // What was on its way when the last server ended belongs to nobody.
  await rm(arriving, { recursive: true, force: true });
  await mkdir(kept, { recursive: true });
  await mkdir(arriving, { recursive: true });
  const path = (file: string, thumbnail: boolean): string => join(kept, `${file}${thumbnail ? '-small' : ''}.jpg`);
  let used = 0;
  for (const name of await readdir(kept)) if (NAME.test(name)) used += (await stat(join(kept, name))).size;

  async function judge(upload: PictureUpload, raw: string): Promise<Received | { readonly ok: false; readonly reason: StoreRefusal }> {
    const named = namedType(upload.contentType);
    if (named === 'content-type' || named === 'image-type') return { ok: false, reason: named };
    const received = await receiveFile(upload.body, raw, { most: mostBytes, idleMs });
    if (!received.ok) return received;
    if (received.bytes === 0) return { ok: false, reason: 'image-decode' };
    return pictureTypeOf(received.head) === named ? received : { ok: false, reason: 'image-type' };
  }

  return {
    async keep(upload) {
      if (used > quotaBytes) return { ok: false, reason: 'quota' };
      const file = randomBytes(16).toString('hex');
      const [raw, full, small] = [join(arriving, file), join(arriving, `${file}.jpg`), join(arriving, `${file}-small.jpg`)];
      try {
        const received = await judge(upload, raw);
        if (!received.ok) return received;
        if (upload.known !== null)
          return received.sha256 === upload.known ? { ok: true, picture: 'same' } : { ok: false, reason: 'idempotency-conflict' };
        const type = pictureTypeOf(received.head);
        if (!type) return { ok: false, reason: 'image-type' };
        const cleaned = await cleaner.clean({ input: raw, type, output: full, thumbnail: small });
        if (!cleaned.ok) return { ok: false, reason: cleaned.reason };
        await Promise.all([sync(full), sync(small)]);
        await rename(small, path(file, true));
        await rename(full, path(file, false));
        const { width, height, bytes, thumbnailBytes, metadataRemoved } = cleaned;
        used += bytes + thumbnailBytes;
        return { ok: true, picture: { file, sha256: received.sha256, width, height, bytes, metadataRemoved } };
      } finally {
        await Promise.all([raw, full, small].map((each) => rm(each, { force: true })));
      }
    },
    async remove(file) {
      await Promise.all([rm(path(file, false), { force: true }), rm(path(file, true), { force: true })]);
    },
    path,
    async sweep(before) {
      let removed = 0;
      for (const name of await readdir(kept)) {
        if (!NAME.test(name)) continue;
        const found = await stat(join(kept, name));
        if (found.mtimeMs >= before) continue;
        await rm(join(kept, name), { force: true });
        used -= found.size;
        removed += 1;
      }
      return removed;
    },
    bytes: () => used,
    stop: () => cleaner.stop(),
  };
}
