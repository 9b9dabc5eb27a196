/** Grows a byte array while protobuf fields are written into it. */

export type Writer = { bytes: Uint8Array; length: number };

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

export const createWriter = (): Writer => ({ bytes: new Uint8Array(64), length: 0 });

export const written = (writer: Writer): Uint8Array => writer.bytes.slice(0, writer.length);

function reserve(writer: Writer, more: number): void {
  if (writer.length + more <= writer.bytes.length) return;
  const larger = new Uint8Array(Math.max(writer.bytes.length * 2, writer.length + more));
  larger.set(writer.bytes.subarray(0, writer.length));
  writer.bytes = larger;
}

function plainVarint(writer: Writer, value: number): void {
  reserve(writer, 10);
  let rest = value;
  while (rest >= 0x80) {
    writer.bytes[writer.length++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  writer.bytes[writer.length++] = rest;
}

/** A whole number from 0 to 2^53. */
export function writeNumber(writer: Writer, field: number, value: number): void {
  plainVarint(writer, field * 8 + VARINT);
  plainVarint(writer, value);
}

/** A whole number from 0 to 2^64 - 1. */
export function writeVarint(writer: Writer, field: number, value: bigint): void {
  plainVarint(writer, field * 8 + VARINT);
  reserve(writer, 10);
  let rest = value;
  while (rest >= 0x80n) {
    writer.bytes[writer.length++] = Number(rest & 0x7fn) | 0x80;
    rest >>= 7n;
  }
  writer.bytes[writer.length++] = Number(rest);
}

export function writeBytes(writer: Writer, field: number, value: Uint8Array): void {
  plainVarint(writer, field * 8 + BYTES);
  plainVarint(writer, value.length);
  reserve(writer, value.length);
  writer.bytes.set(value, writer.length);
  writer.length += value.length;
}

const utf8 = new TextEncoder();
export const writeText = (writer: Writer, field: number, value: string): void => writeBytes(writer, field, utf8.encode(value));

export function writeFloat(writer: Writer, field: number, value: number): void {
  plainVarint(writer, field * 8 + FIXED32);
  reserve(writer, 4);
  new DataView(writer.bytes.buffer).setFloat32(writer.length, value, true);
  writer.length += 4;
}

export function writeDouble(writer: Writer, field: number, value: number): void {
  plainVarint(writer, field * 8 + FIXED64);
  reserve(writer, 8);
  new DataView(writer.bytes.buffer).setFloat64(writer.length, value, true);
  writer.length += 8;
}
