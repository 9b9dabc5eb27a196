/** Reads protobuf fields one by one, strictly: wire types are compared, groups and field number 0 refused, text is real UTF-8. */

import { type DecodeProblem, payloadLimits } from './payload.ts';

/** The first problem sticks and ends every loop, so that nothing needs to throw. */
export type Cursor = {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  /** End of the message being read; nested messages narrow it. */
  end: number;
  problem: DecodeProblem | null;
  detail: string;
  /** Halves of the last varint. */
  low: number;
  high: number;
  depth: number;
  metrics: number;
  cells: number;
};

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

export const createCursor = (bytes: Uint8Array): Cursor => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  at: 0,
  end: bytes.length,
  problem: null,
  detail: '',
  low: 0,
  high: 0,
  depth: 0,
  metrics: 0,
  cells: 0,
});

export function refuse(cursor: Cursor, problem: DecodeProblem, detail: string): void {
  if (cursor.problem !== null) return;
  cursor.problem = problem;
  cursor.detail = `${detail} at byte ${cursor.at}`;
}

export const hasMore = (cursor: Cursor): boolean => cursor.problem === null && cursor.at < cursor.end;

/** Leaves the two 32-bit halves in `low` and `high`. */
export function readVarint(cursor: Cursor): void {
  const { bytes, end } = cursor;
  cursor.low = 0;
  cursor.high = 0;
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = cursor.at < end ? bytes[cursor.at] : undefined;
    if (byte === undefined) {
      refuse(cursor, 'sp-decode', 'number is cut off');
      return;
    }
    cursor.at += 1;
    const seven = byte & 0x7f;
    if (shift < 28) cursor.low |= seven << shift;
    else if (shift === 28) {
      cursor.low |= seven << 28;
      cursor.high = seven >>> 4;
    } else if (shift < 63) cursor.high |= seven << (shift - 32);
    else if (byte > 1) {
      refuse(cursor, 'sp-decode', 'number is longer than 64 bits');
      return;
    } else cursor.high |= seven << 31;
    if (byte < 0x80) {
      cursor.low >>>= 0;
      cursor.high >>>= 0;
      return;
    }
  }
}

/** Exact up to 2^53, beyond that rounded: good enough to see that it is out of range. */
export function readNumber(cursor: Cursor): number {
  readVarint(cursor);
  return cursor.high * 0x1_0000_0000 + cursor.low;
}

export function readLong(cursor: Cursor): bigint {
  readVarint(cursor);
  return (BigInt(cursor.high) << 32n) | BigInt(cursor.low);
}

/** A 32-bit field; a negative number that a sender stretched to 64 bits comes back negative. */
export function readInt(cursor: Cursor): number {
  readVarint(cursor);
  if (cursor.high === 0) return cursor.low;
  if (cursor.high === 0xffff_ffff && cursor.low >= 0x8000_0000) return cursor.low | 0;
  refuse(cursor, 'sp-decode', 'number does not fit its 32-bit field');
  return 0;
}

export function readBoolean(cursor: Cursor): boolean {
  readVarint(cursor);
  return cursor.low !== 0 || cursor.high !== 0;
}

export function readFloat(cursor: Cursor): number {
  if (cursor.at + 4 > cursor.end) {
    refuse(cursor, 'sp-decode', 'float is cut off');
    return 0;
  }
  cursor.at += 4;
  return cursor.view.getFloat32(cursor.at - 4, true);
}

export function readDouble(cursor: Cursor): number {
  if (cursor.at + 8 > cursor.end) {
    refuse(cursor, 'sp-decode', 'double is cut off');
    return 0;
  }
  cursor.at += 8;
  return cursor.view.getFloat64(cursor.at - 8, true);
}

/** Length of the bytes that follow; refused when they run past the end, before anything is allocated. */
export function readLength(cursor: Cursor): number {
  const length = readNumber(cursor);
  if (length <= cursor.end - cursor.at) return length;
  refuse(cursor, 'sp-decode', 'length runs past the end');
  return 0;
}

export function skipBytes(cursor: Cursor): void {
  const length = readLength(cursor);
  cursor.at += length;
}

export function readBytes(cursor: Cursor): Uint8Array {
  const length = readLength(cursor);
  cursor.at += length;
  return new Uint8Array(cursor.bytes.subarray(cursor.at - length, cursor.at));
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const SHORT_TEXT = 48;

export function readText(cursor: Cursor): string {
  const length = readLength(cursor);
  const start = cursor.at;
  cursor.at += length;
  if (length <= SHORT_TEXT) {
    let text = '';
    let at = start;
    for (; at < cursor.at; at += 1) {
      const byte = cursor.bytes[at] ?? 0x80;
      if (byte >= 0x80) break;
      text += String.fromCharCode(byte);
    }
    if (at === cursor.at) return text;
  }
  try {
    return strictUtf8.decode(cursor.bytes.subarray(start, cursor.at));
  } catch {
    refuse(cursor, 'sp-utf8', 'text is not valid UTF-8');
    return '';
  }
}

/** Tag of the next field: number times 8 plus wire type. */
export function readTag(cursor: Cursor): number {
  readVarint(cursor);
  if (cursor.problem !== null) return 0;
  if (cursor.high !== 0) refuse(cursor, 'sp-decode', 'field number is too large');
  else if (cursor.low >>> 3 === 0) refuse(cursor, 'sp-decode', 'field number 0');
  return cursor.low;
}

/** Refuses a second copy of a field that may stand only once. Returns the fields seen so far as bits. */
export function once(cursor: Cursor, seen: number, tag: number): number {
  const bit = 1 << (tag >>> 3);
  if (seen & bit) refuse(cursor, 'sp-decode', `field ${tag >>> 3} stands twice`);
  return seen | bit;
}

/** Steps over a field we do not know; one whose number we do know came with the wrong wire type. */
export function skip(cursor: Cursor, tag: number, lastKnownField: number): void {
  const field = tag >>> 3;
  if (field <= lastKnownField) {
    refuse(cursor, 'sp-decode', `field ${field} has wire type ${tag & 7}`);
    return;
  }
  switch (tag & 7) {
    case VARINT:
      readVarint(cursor);
      break;
    case FIXED64:
      readDouble(cursor);
      break;
    case BYTES:
      skipBytes(cursor);
      break;
    case FIXED32:
      readFloat(cursor);
      break;
    default:
      refuse(cursor, 'sp-decode', `wire type ${tag & 7} is not used by Sparkplug`);
  }
}

/** Reads one nested message; `deeper` counts it against the depth budget. */
export function nested<T>(cursor: Cursor, read: (cursor: Cursor) => T, deeper: boolean): T | null {
  const length = readLength(cursor);
  const outerEnd = cursor.end;
  cursor.end = cursor.at + length;
  if (deeper) cursor.depth += 1;
  if (cursor.depth > payloadLimits.depth) refuse(cursor, 'too-deep', 'nested too deeply');
  const result = cursor.problem === null ? read(cursor) : null;
  if (deeper) cursor.depth -= 1;
  cursor.end = outerEnd;
  return result;
}
