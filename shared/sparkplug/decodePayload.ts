/** Turns the bytes of a Sparkplug B payload into a value we trust, or says why not. */

import { createCursor, hasMore, nested, once, readNumber, readTag, readText, refuse, skip, skipBytes } from './cursor.ts';
import { readMetric } from './decodeMetric.ts';
import { type DecodeProblem, type Metric, payloadLimits, type SparkplugPayload } from './payload.ts';
import { selfReferring } from './templateCycle.ts';

export type Decoded =
  | { readonly ok: true; readonly payload: SparkplugPayload }
  | { readonly ok: false; readonly reason: DecodeProblem; readonly detail: string };

// Mark of an envelope that some edge libraries put around compressed payloads; not part of Sparkplug 3.0.
const COMPRESSED = 'SPBV1.0_COMPRESSED';
const OPENING_BRACE = 0x7b;

/** Never throws, never allocates for announced sizes; after any problem nothing of the payload is used. */
export function decodePayload(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { ok: false, reason: 'empty-payload', detail: 'nothing in the message' };
  if (bytes.length > payloadLimits.bytes) return { ok: false, reason: 'too-large', detail: `${bytes.length} bytes` };
  const cursor = createCursor(bytes);
  const metrics: Metric[] = [];
  let seen = 0;
  let timestamp: number | null = null;
  let seq: number | null = null;
  let uuid: string | null = null;
  let hasTemplate = false;
  while (hasMore(cursor)) {
    const tag = readTag(cursor);
    if (cursor.problem !== null) break;
    if (tag === 0x12) {
      const metric = nested(cursor, readMetric, false);
      if (metric) metrics.push(metric);
      hasTemplate ||= metric?.value?.field === 'template';
      continue;
    }
    if (tag >>> 3 <= 5) seen = once(cursor, seen, tag);
    if (tag === 0x08) timestamp = readNumber(cursor);
    else if (tag === 0x18) seq = readNumber(cursor);
    else if (tag === 0x22) uuid = readText(cursor);
    else if (tag === 0x2a) skipBytes(cursor);
    else skip(cursor, tag, 5);
  }
  if (cursor.problem === null && uuid === COMPRESSED) refuse(cursor, 'sp-compressed', 'switch payload compression off at the edge;');
  if (cursor.problem !== null) {
    const detail = bytes[0] === OPENING_BRACE ? 'JSON on a Sparkplug topic' : cursor.detail;
    return { ok: false, reason: cursor.problem, detail };
  }
  const cyclic = hasTemplate ? selfReferring(metrics) : null;
  const checked = cyclic?.size
    ? metrics.map((metric) => (metric.name !== null && cyclic.has(metric.name) ? { ...metric, problem: 'sp-template' as const } : metric))
    : metrics;
  return { ok: true, payload: { timestamp, seq, metrics: checked } };
}
