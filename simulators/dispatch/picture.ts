/** Draws what a crew would photograph: a pole, its wires, and whether they are whole. */

import { crc32, deflateSync } from 'node:zlib';
import type { Random } from '../random.ts';

const WIDTH = 480;
const HEIGHT = 360;

type Colour = readonly [red: number, green: number, blue: number];

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** @returns a PNG */
export function drawPicture(random: Random, whole: boolean): Buffer {
  const rows = Buffer.alloc((1 + WIDTH * 3) * HEIGHT);
  const pole = Math.round(random.between(0.35, 0.65) * WIDTH);
  const ground = Math.round(random.between(0.75, 0.9) * HEIGHT);
  const sag = random.between(20, 50);
  const broken = whole ? WIDTH + 1 : Math.round(random.between(0.1, 0.9) * WIDTH);
  const grey = random.between(0.6, 1);
  const wireAt = (x: number): number => 90 + sag * (1 - ((x - pole) / WIDTH) ** 2 * 4) * 0.5;

  function colourAt(x: number, y: number): Colour {
    if (Math.abs(x - pole) < 6 && y > 60) return [90, 62, 40];
    if (Math.abs(y - 84) < 4 && Math.abs(x - pole) < 46) return [96, 70, 48];
    const wire = Math.abs(y - wireAt(x)) < 2 && Math.abs(x - broken) > 26;
    if (wire) return [30, 30, 34];
    if (y > ground) return [70, 96 + ((x * 7 + y * 13) % 17), 58];
    const light = Math.round((150 + (y / ground) * 90) * grey);
    return [light, light, Math.min(255, light + 18)];
  }

  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) rows.set(colourAt(x, y), y * (1 + WIDTH * 3) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header[8] = 8;
  header[9] = 2;
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
