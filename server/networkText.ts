/** Reads the bytes of a network file as JSON, strictly and within limits, before anything is built from them. */

import { isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';

/** promises.md §9; a file of this many lists holds a shape nobody drew. */
export const NETWORK_LIMITS = { bytes: 200 * 1024 * 1024, depth: 64, lists: 8_000_000, pathPoints: 100_000 } as const;

export type NetworkText =
  | { readonly ok: true; readonly value: unknown; readonly flags: readonly string[] }
  | { readonly ok: false; readonly code: string; readonly detail: string };

const refused = (code: string, detail: string): NetworkText => ({ ok: false, code, detail });

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

type Shape = { readonly keys: number; readonly lists: number; readonly depth: number };

/** Colons, list openings and depth outside strings. */
function shapeOf(bytes: Uint8Array): Shape {
  let depth = 0;
  let deepest = 0;
  let keys = 0;
  let lists = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i]!;
    if (byte === QUOTE) {
      for (i += 1; i < bytes.length && bytes[i] !== QUOTE; i += 1) if (bytes[i] === BACKSLASH) i += 1;
    } else if (byte === COLON) keys += 1;
    else if (byte === 0x7b || byte === 0x5b) {
      if (byte === 0x5b) lists += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return { keys, lists, depth: deepest };
}

type Walked = { keys: number; forbidden: string | null; longest: number };

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Own keys of everything; depth is bounded by the scan before. */
function walk(value: unknown, walked: Walked): void {
  if (Array.isArray(value)) {
    if (value.length > 0 && Array.isArray(value[0]) && value.length > walked.longest) walked.longest = value.length;
    for (const item of value) if (typeof item === 'object') walk(item, walked);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    walked.keys += 1;
    if (FORBIDDEN.has(key)) walked.forbidden = key;
    if (typeof item === 'object') walk(item, walked);
  }
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function inflate(bytes: Uint8Array): Uint8Array | null {
  try {
    return gunzipSync(bytes, { maxOutputLength: NETWORK_LIMITS.bytes });
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

/** Place of a syntax error as line and column, when the parser names a position. */
function placeIn(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message;
  const before = text.slice(0, Number(position)).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${message}`;
}

/** Plain or gzip-compressed. Never throws; the codes are those every refusal of Relight uses. */
export function readNetworkText(raw: Uint8Array): NetworkText {
  if (raw.length > NETWORK_LIMITS.bytes) return refused('too-large', `more than ${NETWORK_LIMITS.bytes} bytes`);
  let bytes = raw;
  if (isGzip(raw)) {
    try {
      const inflated = inflate(raw);
      if (!inflated) return refused('too-large', `inflates to more than ${NETWORK_LIMITS.bytes} bytes`);
      bytes = inflated;
    } catch (problem) {
      return refused('json-parse', `the gzip data are damaged: ${problem instanceof Error ? problem.message : ''}`);
    }
  }
  if (bytes.length === 0) return refused('empty-payload', 'the file is empty');
  if (!isUtf8(bytes)) return refused('text-encoding', 'the bytes are not UTF-8');
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const shape = shapeOf(bytes);
  if (shape.depth > NETWORK_LIMITS.depth) return refused('too-deep', `nested more than ${NETWORK_LIMITS.depth} levels`);
  if (shape.lists > NETWORK_LIMITS.lists)
    return refused('too-large', `more than ${NETWORK_LIMITS.lists} lists; a line shape has too many points`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8', bom ? 3 : 0);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (problem) {
    return refused('json-parse', placeIn(text, problem instanceof Error ? problem.message : ''));
  }
  const walked: Walked = { keys: 0, forbidden: null, longest: 0 };
  walk(value, walked);
  if (walked.forbidden !== null) return refused('forbidden-key', walked.forbidden);
  if (walked.keys !== shape.keys) return refused('duplicate-key', `${shape.keys - walked.keys} keys appear twice`);
  if (walked.longest > NETWORK_LIMITS.pathPoints) return refused('too-large', `a line shape has ${walked.longest} points`);
  return { ok: true, value, flags: bom ? ['utf8-bom'] : [] };
}
