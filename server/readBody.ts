/** Reads a JSON body as strictly as a message: bytes, encoding, depth, repeated and forbidden keys, before anything is believed. */

import { canonicalContent } from './adapters/mqtt/canonicalContent.ts';
import { scanJson } from './adapters/mqtt/scanJson.ts';

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly detail: string };

const LIMITS = { bytes: 256 * 1024, depth: 16, keys: 2_000 };

export function readBody(bytes: Uint8Array): ReadBody {
  const scanned = scanJson(bytes, LIMITS);
  if (!scanned.ok) return { ok: false, reason: scanned.reason, detail: scanned.detail };
  try {
    const value: unknown = JSON.parse(scanned.text);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { ok: false, reason: 'not-an-object', detail: 'a JSON object is expected' };
    const canonical = canonicalContent(value);
    if (canonical.forbidden !== null) return { ok: false, reason: 'forbidden-key', detail: canonical.forbidden };
    if (canonical.keys !== scanned.keys) return { ok: false, reason: 'duplicate-key', detail: 'a key appears twice' };
    return { ok: true, value };
  } catch {
    return { ok: false, reason: 'json-parse', detail: 'not valid JSON' };
  }
}
