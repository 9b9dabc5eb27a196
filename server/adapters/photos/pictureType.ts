/** What a picture is by its first bytes; what the sender calls it counts for nothing. */

export type PictureType = 'jpeg' | 'png' | 'webp';

export const MAGIC_BYTES = 12;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** null = none of the types we take: no SVG, GIF, TIFF or PDF ever reaches a decoder. */
export function pictureTypeOf(head: Uint8Array): PictureType | null {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (PNG.every((byte, i) => head[i] === byte)) return 'png';
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
  return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' ? 'webp' : null;
}

const TYPES: ReadonlyMap<string, PictureType> = new Map([
  ['image/jpeg', 'jpeg'],
  ['image/jpg', 'jpeg'],
  ['image/png', 'png'],
  ['image/webp', 'webp'],
]);

/** The type a content type names; `content-type` = no picture at all, `image-type` = one we do not take. */
export function namedType(contentType: string | undefined): PictureType | 'content-type' | 'image-type' {
  const name = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const type = TYPES.get(name);
  if (type) return type;
  return name.startsWith('image/') ? 'image-type' : 'content-type';
}
