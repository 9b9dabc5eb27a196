/** One look at the bytes of a JSON payload before anything is built from them: encoding, depth and number of keys. */

import { isUtf8 } from 'node:buffer';

export type JsonLimits = { readonly bytes: number; readonly depth: number; readonly keys: number };

export type Scanned =
  | {
      readonly ok: true;
      readonly text: string;
      readonly bom: boolean /** Colons outside strings: in valid JSON one for each key. */;
      readonly keys: number;
    }
  | {
      readonly ok: false;
      readonly reason: 'empty-payload' | 'too-large' | 'text-encoding' | 'too-deep' | 'too-many-items';
      readonly detail: string;
    };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** Says what foreign bytes look like, so that the sender can be told what to change. */
function describeBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip-compressed payload';
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'UTF-16 text';
  if (bytes[0] === 0x08) return 'Sparkplug payload on a JSON topic';
  return 'invalid UTF-8';
}

/** Never throws. Whether the text is JSON at all is left to JSON.parse, which is safe within these limits (library trap: deep nesting). */
export function scanJson(payload: Uint8Array, limits: JsonLimits): Scanned {
  if (payload.length === 0) return { ok: false, reason: 'empty-payload', detail: 'no bytes' };
  if (payload.length > limits.bytes) return { ok: false, reason: 'too-large', detail: `${payload.length} bytes, at most ${limits.bytes}` };
  if (!isUtf8(payload)) return { ok: false, reason: 'text-encoding', detail: describeBytes(payload) };
  const bom = payload[0] === 0xef && payload[1] === 0xbb && payload[2] === 0xbf;
  const start = bom ? 3 : 0;
  let depth = 0;
  let keys = 0;
  let inString = false;
  for (let i = start; i < payload.length; i += 1) {
    const byte = payload[i];
    if (inString) {
      if (byte === QUOTE) inString = false;
      else if (byte === BACKSLASH) i += 1;
      continue;
    }
    if (byte === QUOTE) inString = true;
    else if (byte === COLON) keys += 1;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      depth += 1;
      if (depth > limits.depth) return { ok: false, reason: 'too-deep', detail: `more than ${limits.depth} levels` };
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) depth -= 1;
  }
  if (keys > limits.keys) return { ok: false, reason: 'too-many-items', detail: `${keys} keys, at most ${limits.keys}` };
  const text = Buffer.from(payload.buffer, payload.byteOffset + start, payload.length - start).toString('utf8');
  return { ok: true, text, bom, keys };
}
