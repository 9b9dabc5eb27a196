/** A program of its own that decodes pictures nobody trusts, and writes new ones without anything beside the picture in them (promise P18). */

import { stat } from 'node:fs/promises';
import { type PictureAnswer, type PictureOrder, pictureOrder } from './pictureMessages.ts';

const MOST_PIXELS = 25_000_000;
const LONGEST_SIDE = 1600;
const THUMBNAIL_SIDE = 320;

/** A picture sent coarse first is held whole until its last byte. */
const MOST_HELD_BYTES = 48 * 1024 * 1024;
const COLOUR_SHARE: ReadonlyMap<string, number> = new Map([
  ['4:2:0', 0.5],
  ['4:2:2', 1],
]);

type Sharp = typeof import('sharp')['default'];

async function loadSharp(): Promise<Sharp | null> {
  try {
    const { default: sharp } = await import('sharp');
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): 'image-pixels' | 'disk-full' | 'image-decode' {
  const text = error instanceof Error ? error.message : String(error);
  if (/pixel limit/i.test(text)) return 'image-pixels';
  return /ENOSPC|no space/i.test(text) ? 'disk-full' : 'image-decode';
}

type Found = {
  readonly isProgressive?: boolean | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly chromaSubsampling?: string | undefined;
  readonly channels?: number | undefined;
  readonly format?: string | undefined;
};

/** Memory that decoding takes beside a few lines: two bytes a coefficient in JPEG, one a sample in PNG. */
function heldBytes({ isProgressive = false, width = 0, height = 0, chromaSubsampling = '', channels = 4, format }: Found): number {
  if (!isProgressive) return 0;
  const samples = format === 'jpeg' ? 2 * (1 + (COLOUR_SHARE.get(chromaSubsampling) ?? channels - 1)) : channels;
  return width * height * samples;
}

async function clean(sharp: Sharp, { id, input, type, output, thumbnail }: PictureOrder): Promise<PictureAnswer> {
  const open = () => sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'warning', pages: 1, sequentialRead: true });
  try {
    const found = await open().metadata();
    if (found.format !== type) return { id, ok: false, reason: 'image-type' };
    if ((found.width ?? 0) * (found.height ?? 0) > MOST_PIXELS) return { id, ok: false, reason: 'image-pixels' };
    if (heldBytes(found) > MOST_HELD_BYTES) return { id, ok: false, reason: 'image-pixels' };
    const side = (most: number) => ({ width: most, height: most, fit: 'inside', withoutEnlargement: true }) as const;
    const full = await open().autoOrient().resize(side(LONGEST_SIDE)).flatten({ background: '#fff' }).jpeg({ quality: 82 }).toFile(output);
    const small = await sharp(output).resize(side(THUMBNAIL_SIDE)).jpeg({ quality: 72 }).toFile(thumbnail);
    const extras = found.exif ?? found.xmp ?? found.iptc ?? found.icc;
    const { size } = await stat(input);
    const metadataRemoved = extras !== undefined || (found.comments?.length ?? 0) > 0 || (await hasTail(input, type, size));
    return { id, ok: true, width: full.width, height: full.height, bytes: full.size, thumbnailBytes: small.size, metadataRemoved };
  } catch (error) {
    return { id, ok: false, reason: reasonOf(error) };
  }
}

/** Something was appended behind the end of the picture. */
async function hasTail(input: string, type: PictureOrder['type'], size: number): Promise<boolean> {
  const { open } = await import('node:fs/promises');
  const file = await open(input);
  try {
    const end = Buffer.alloc(Math.min(size, 12));
    await file.read(end, 0, end.length, size - end.length);
    if (type === 'jpeg') return !(end.at(-2) === 0xff && end.at(-1) === 0xd9);
    return type === 'png' && end.subarray(-8, -4).toString('latin1') !== 'IEND';
  } finally {
    await file.close();
  }
}

const sharp = await loadSharp();
process.on('message', (message) => {
  const order = pictureOrder.safeParse(message);
  if (!order.success) return;
  const answer: Promise<PictureAnswer> = sharp
    ? clean(sharp, order.data)
    : Promise.resolve({ id: order.data.id, ok: false, reason: 'image-worker' });
  answer.then((said) => process.send?.(said)).catch(() => process.exit(1));
});
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
