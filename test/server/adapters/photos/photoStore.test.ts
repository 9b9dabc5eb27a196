/** Pictures nobody trusts: refused in time and within memory, and nothing of the sender's left in what is kept. */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPhotoStore, type PhotoStore } from '../../../../server/adapters/photos/photoStore.ts';
import { createPictureCleaner, type PictureCleaner } from '../../../../server/adapters/photos/pictureCleaner.ts';
import { programFile } from '../../../../server/programFile.ts';
import { hugePng, largePhoto, photo, taggedPhoto } from '../../../support/pictures.ts';

const MIB = 1024 * 1024;

async function* chunks(body: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

let folder: string;
let cleaner: PictureCleaner;
let store: PhotoStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relight-photos-'));
  cleaner = createPictureCleaner({ program: programFile('server/adapters/photos/pictureProgram.js'), limitMs: 20_000 });
  store = await openPhotoStore({ folder, cleaner, idleMs: 200 });
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

const keep = (body: Uint8Array, contentType = 'image/jpeg', known: string | null = null) =>
  store.keep({ body: chunks(body), contentType, known });
const files = async (): Promise<number> => (await readdir(join(folder, 'photos'))).length;
const arriving = (): Promise<string[]> => readdir(join(folder, 'photos-arriving'));

/** Highest resident memory of the picture program, MiB. */
async function peakMiB(): Promise<number> {
  const status = await readFile(`/proc/${cleaner.pid()}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

describe('a picture that is kept', () => {
  it('[P18] holds no byte of EXIF, GPS, XMP or author, in full size and as thumbnail', async () => {
    const sent = await taggedPhoto();
    for (const secret of ['Exif', 'J. Doe', 'xmpmeta']) expect(sent.includes(secret), secret).toBe(true);
    const kept = await keep(Buffer.concat([sent, Buffer.from('PK\u0003\u0004 an archive behind the end')]));
    if (!kept.ok || kept.picture === 'same') throw new Error(JSON.stringify(kept));
    expect(kept.picture.metadataRemoved).toBe(true);
    for (const thumbnail of [false, true]) {
      const bytes = await readFile(store.path(kept.picture.file, thumbnail));
      expect([bytes[0], bytes[1], bytes.at(-2), bytes.at(-1)]).toEqual([0xff, 0xd8, 0xff, 0xd9]);
      for (const secret of ['Exif', 'GPS', 'http://ns.adobe.com', 'xmp', 'J. Doe', 'secret', 'PK\u0003\u0004', 'ICC_PROFILE']) {
        expect(bytes.includes(secret), `${secret} in ${thumbnail ? 'thumbnail' : 'picture'}`).toBe(false);
      }
      expect(segments(bytes).filter((marker) => marker > 0xe0 && marker <= 0xef)).toEqual([]);
    }
  });

  it('[P18] may be JPEG, PNG or WebP, and is a JPEG of at most 1,600 pixels a side afterwards', async () => {
    for (const type of ['jpeg', 'png', 'webp'] as const) {
      const kept = await keep(await photo({ width: 2400, height: 1200 }, type), `image/${type}`);
      expect(kept).toMatchObject({ ok: true, picture: { width: 1600, height: 800 } });
    }
  });

  it('[R15] is recognised when it comes again, and nothing else may take its id', async () => {
    const body = await photo();
    const first = await keep(body);
    if (!first.ok || first.picture === 'same') throw new Error('not kept');
    const before = await files();
    expect(await keep(body, 'image/jpeg', first.picture.sha256)).toEqual({ ok: true, picture: 'same' });
    expect(await keep(await photo({ width: 10, height: 10 }), 'image/jpeg', first.picture.sha256)).toEqual({
      ok: false,
      reason: 'idempotency-conflict',
    });
    expect(await files()).toBe(before);
  });
});

describe('a picture that is refused', () => {
  it('[P18] leaves no file behind, whatever is wrong with it', async () => {
    const before = await files();
    const good = await photo();
    const cases: readonly (readonly [string, Uint8Array, string])[] = [
      ['image-type', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'image/svg+xml'],
      ['image-type', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/jpeg'],
      ['image-type', good, 'image/png'],
      ['content-type', good, 'multipart/form-data; boundary=b'],
      ['image-decode', new Uint8Array(0), 'image/jpeg'],
      ['image-decode', good.subarray(0, good.length * 0.6), 'image/jpeg'],
      ['image-pixels', hugePng(5100), 'image/png'],
      ['too-large', Buffer.concat([good, Buffer.alloc(11 * MIB, 7)]), 'image/jpeg'],
    ];
    for (const [reason, body, type] of cases) expect(await keep(body, type), reason).toEqual({ ok: false, reason });
    expect(await files()).toBe(before);
    expect(await arriving()).toEqual([]);
  });

  it('[P18] a sender that falls silent is answered', async () => {
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(0xff, 0xd8, 0xff);
      await new Promise(() => undefined);
    }
    expect(await store.keep({ body: slow(), contentType: 'image/jpeg', known: null })).toEqual({ ok: false, reason: 'timeout' });
    expect(await arriving()).toEqual([]);
  });

  it('[P12] a full disk is answered, and nothing half written stays', async () => {
    async function* full(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(0xff, 0xd8, 0xff);
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    expect(await store.keep({ body: full(), contentType: 'image/jpeg', known: null })).toEqual({ ok: false, reason: 'disk-full' });
    expect(await arriving()).toEqual([]);
  });

  it('[P18] the largest allowed picture stays below 150 MiB of memory', async () => {
    expect((await keep(await largePhoto(false))).ok).toBe(true);
    // Held whole until its last byte, it would take more.
    expect(await keep(await largePhoto(true))).toEqual({ ok: false, reason: 'image-pixels' });
    expect(await peakMiB()).toBeLessThan(150);
  });

  it('[P18] one that kills the picture program is answered, and the next one is kept', async () => {
    const program = join(folder, 'dies.mjs');
    await writeFile(program, 'process.on("message", () => process.exit(3)); process.send("ready");');
    const dying = createPictureCleaner({ program: new URL(`file://${program}`) });
    const other = await openPhotoStore({ folder: join(folder, 'other'), cleaner: dying });
    const body = await photo();
    expect(await other.keep({ body: chunks(body), contentType: 'image/jpeg', known: null })).toEqual({ ok: false, reason: 'image-worker' });
    expect(await other.keep({ body: chunks(body), contentType: 'image/jpeg', known: null })).toEqual({ ok: false, reason: 'image-worker' });
    await other.stop();
    expect((await keep(body)).ok).toBe(true);
  });

  it('[P18] one that takes too long is cut off', async () => {
    const program = join(folder, 'hangs.mjs');
    await writeFile(program, 'process.on("message", () => {}); process.send("ready");');
    const hanging = createPictureCleaner({ program: new URL(`file://${program}`), limitMs: 100 });
    const other = await openPhotoStore({ folder: join(folder, 'third'), cleaner: hanging });
    expect(await other.keep({ body: chunks(await photo()), contentType: 'image/jpeg', known: null })).toEqual({
      ok: false,
      reason: 'image-worker',
    });
    await other.stop();
  });

  it('[P12] a full quota refuses before anything is stored, and old pictures are forgotten', async () => {
    const small = await openPhotoStore({ folder, cleaner, quotaBytes: 1 });
    expect(await small.keep({ body: chunks(await photo()), contentType: 'image/jpeg', known: null })).toEqual({
      ok: false,
      reason: 'quota',
    });
    expect(await store.sweep(Date.now() + 60_000)).toBeGreaterThan(0);
    expect(await files()).toBe(0);
  });
});

/** Markers of a JPEG up to its picture data. */
function segments(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)) {
    const marker = bytes[at + 1] ?? 0;
    found.push(marker);
    if (marker === 0xda) break;
  }
  return found;
}
