/** Pictures for tests: clean ones, and ones with things in them that must not come out again. */

import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

export type PictureShape = { readonly width: number; readonly height: number };

/** Not one colour: a camera's picture has structure to lose. */
function raw({ width, height }: PictureShape): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = (i * 7 + (i >> 9)) & 255;
  return pixels;
}

export const photo = (shape: PictureShape = { width: 640, height: 480 }, type: 'jpeg' | 'png' | 'webp' = 'jpeg'): Promise<Buffer> =>
  sharp(raw(shape), { raw: { ...shape, channels: 3 } })
    .toFormat(type)
    .toBuffer();

/** With author, position and XMP, as phones send them. */
export const taggedPhoto = (): Promise<Buffer> =>
  sharp(raw({ width: 640, height: 480 }), { raw: { width: 640, height: 480, channels: 3 } })
    .jpeg()
    .withExif({ IFD0: { Artist: 'J. Doe of crew 1', Copyright: 'secret' }, IFD3: { GPSLatitude: '34/1 54/1 0/1', GPSLatitudeRef: 'S' } })
    .withXmp(
      '<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><author>J. Doe of crew 1</author></x:xmpmeta><?xpacket end="w"?>',
    )
    .toBuffer();

/** As many pixels as are allowed, in the form that takes most memory to decode. */
export const largePhoto = (progressive: boolean): Promise<Buffer> =>
  sharp({ create: { width: 5000, height: 4990, channels: 3, background: '#a63' } })
    .jpeg({ progressive, chromaSubsampling: '4:4:4' })
    .toBuffer();

/** A chunk of a PNG: length, name, data, checksum. */
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Black, one bit a pixel: many pixels in few bytes. */
export function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(side / 8)) * side), { level: 9 });
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
