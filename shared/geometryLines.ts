/** Many lines in two arrays: all corners one after the other, and where each line begins. */

import type { ByteReader, ByteWriter } from './geometryBytes.ts';

export type Lines = {
  readonly count: number;
  /** Line i has the corners `start[i]` to below `start[i + 1]`. */
  readonly start: Uint32Array;
  /** Longitude and latitude in turn, as whole numbers: degrees times `scale`. */
  readonly coordinates: Int32Array;
};

export type Corner = readonly [lon: number, lat: number];

/** Rounds corners in degrees to whole steps of 1 / `scale` degree; corners that fall together with the one before are left out. */
export function linesFrom(count: number, cornersOf: (line: number) => Iterable<Corner>, scale: number): Lines {
  const start = new Uint32Array(count + 1);
  let coordinates = new Int32Array(Math.max(16, count * 6));
  let at = 0;
  for (let line = 0; line < count; line++) {
    for (const [lon, lat] of cornersOf(line)) {
      const x = Math.round(lon * scale);
      const y = Math.round(lat * scale);
      if (at > start[line]! * 2 && coordinates[at - 2] === x && coordinates[at - 1] === y) continue;
      if (at + 2 > coordinates.length) {
        const larger = new Int32Array(2 * coordinates.length);
        larger.set(coordinates);
        coordinates = larger;
      }
      coordinates[at++] = x;
      coordinates[at++] = y;
    }
    start[line + 1] = at / 2;
  }
  return { count, start, coordinates: coordinates.slice(0, at) };
}

/** Lengths, then all eastward steps, then all northward ones: like things together compress better. */
export function writeLines(writer: ByteWriter, lines: Lines): void {
  writer.unsigned(lines.count);
  for (let line = 0; line < lines.count; line++) writer.unsigned(lines.start[line + 1]! - lines.start[line]!);
  for (const axis of [0, 1]) {
    let before = 0;
    for (let i = axis; i < lines.coordinates.length; i += 2) {
      writer.signed(lines.coordinates[i]! - before);
      before = lines.coordinates[i]!;
    }
  }
}

export function readLines(reader: ByteReader): Lines {
  const count = reader.unsigned();
  const start = new Uint32Array(count + 1);
  for (let line = 0; line < count; line++) start[line + 1] = start[line]! + reader.unsigned();
  const coordinates = new Int32Array(2 * start[count]!);
  for (const axis of [0, 1]) {
    let value = 0;
    for (let i = axis; i < coordinates.length; i += 2) coordinates[i] = value += reader.signed();
  }
  return { count, start, coordinates };
}
