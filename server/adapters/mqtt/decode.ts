/** Turns the bytes of a plain JSON publish into a message we trust, or says why not. Pure, and never throws. */

import { hash } from 'node:crypto';
import type { Message } from '../../../shared/messages/message.ts';
import type { KnownIds } from '../../doorPorts.ts';
import type { EventIdentity, RawMessage } from '../../ports.ts';
import { type Canonical, canonicalContent } from './canonicalContent.ts';
import { printable } from './displayText.ts';
import type { TimeLimits } from './effectiveTime.ts';
import { type Context, isRefused } from './heard.ts';
import type { Refused } from './issueReason.ts';
import { areaFits, isUnmappedCall, refuseUnmapped } from './place.ts';
import { readers } from './readers.ts';
import { type JsonLimits, scanJson } from './scanJson.ts';
import { readTopic, type Topic } from './topic.ts';

export type DecodeLimits = JsonLimits & TimeLimits;

/** Promises, section 4.7 and INV-8. */
export const defaultLimits: DecodeLimits = { bytes: 65_536, depth: 16, keys: 200, futureMs: 5_000, pastMs: 24 * 3_600_000 };

export type Decoded =
  | { readonly type: 'message'; readonly message: Message; readonly identity: EventIdentity; readonly flags: readonly string[] }
  | { readonly type: 'rejection'; readonly reason: string; readonly detail: string; readonly source: string | null }
  | { readonly type: 'ignored'; readonly reason: string };

export type DecodeSetting = {
  readonly known: KnownIds;
  readonly limits: DecodeLimits;
  /** Clock messages count only where time is simulated. */
  readonly clock: 'wall' | 'simulated';
};

const reject = ({ reason, detail }: Refused, source: string | null = null): Decoded => ({ type: 'rejection', reason, detail, source });

type Parsed = { readonly payload: object; readonly canonical: Canonical; readonly flags: string[] };

/** Only an escape can bring in U+0000 or a lone surrogate; everything else unprintable was refused with the encoding. */
function parse(text: string, flags: string[]): unknown {
  try {
    if (!text.includes('\\u')) return JSON.parse(text);
    return JSON.parse(text, (_, value: unknown) => {
      if (typeof value !== 'string') return value;
      const clean = printable(value);
      if (clean !== value && !flags.includes('text-replaced')) flags.push('text-replaced');
      return clean;
    });
  } catch {
    return undefined;
  }
}

function readPayload(bytes: Uint8Array, limits: JsonLimits): Parsed | Refused {
  const scanned = scanJson(bytes, limits);
  if (!scanned.ok) return scanned;
  const flags = scanned.bom ? ['utf8-bom'] : [];
  const payload = parse(scanned.text, flags);
  if (payload === undefined) return { reason: 'json-parse', detail: 'not valid JSON' };
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return { reason: 'not-an-object', detail: 'top level' };
  const canonical = canonicalContent(payload);
  if (canonical.forbidden !== null) return { reason: 'forbidden-key', detail: canonical.forbidden };
  if (canonical.keys !== scanned.keys) return { reason: 'duplicate-key', detail: 'a key appears twice' };
  return { payload, canonical, flags };
}

/** Source of a refused payload, where it can be read, so that refusals are counted for it. */
function claimedSource(payload: object): string | null {
  const source: unknown = Object.hasOwn(payload, 'source') ? Reflect.get(payload, 'source') : null;
  return typeof source === 'string' && source.length <= 200 ? source : null;
}

function flagUnknownFields(payload: object, fields: ReadonlySet<string>, flags: string[]): void {
  for (const key in payload) {
    if (fields.has(key)) continue;
    flags.push('unknown-fields');
    return;
  }
}

function flagDelivery({ qos, retain, will }: RawMessage, flags: string[]): void {
  if (qos === 0 && !will) flags.push('qos0');
  if (retain) flags.push('retain-stripped');
  if (will) flags.push('last-will');
}

/**
 * A last will was written when the client connected and says the same thing every time: it counts when it comes, and twice is not a repeat.
 * Behind an external broker it cannot be told from a publish, so "offline" without seq and eventId is taken for one.
 */
function isLastWill(message: Message, raw: RawMessage): boolean {
  if (message.kind !== 'source' || message.online) return false;
  return raw.will === true || (raw.broker !== 'embedded' && message.seq === null && message.eventId === null);
}

function identify(message: Message, epoch: string | null, raw: RawMessage, canonical: Canonical, lastWill: boolean): EventIdentity {
  const content = lastWill ? `${canonical.text}@${raw.receivedAt}` : canonical.text;
  return {
    source: message.source,
    epoch,
    seq: lastWill ? null : message.seq,
    eventId: lastWill ? null : message.eventId,
    contentHash: hash('sha256', `${raw.topic}\n${content}`, 'hex').slice(0, 32),
    at: message.at,
  };
}

function readEpoch(payload: object): string | null {
  const epoch: unknown = Object.hasOwn(payload, 'epoch') ? Reflect.get(payload, 'epoch') : null;
  return epoch === null || epoch === undefined ? null : String(epoch);
}

function decodeMessage(raw: RawMessage, topic: Extract<Topic, { type: 'message' }>, { known, limits }: DecodeSetting): Decoded {
  const parsed = readPayload(raw.payload, limits);
  if (isRefused(parsed)) return reject(parsed);
  const { payload, canonical, flags } = parsed;
  const reader = readers[topic.kind];
  const area = topic.area !== null && known.isArea(topic.area) ? topic.area : null;
  const context: Context = { raw, kind: topic.kind, id: topic.id, area, limits, flags };
  const read = reader.read(payload, context);
  if (isRefused(read)) return reject(read, claimedSource(payload));
  const unmapped = refuseUnmapped(read, known);
  if (unmapped) return reject(unmapped, read.source);
  if (isUnmappedCall(read, known)) flags.push('unmapped');
  if (topic.area !== null && !areaFits(topic.area, read, known)) flags.push('area-mismatch');
  flagUnknownFields(payload, reader.fields, flags);
  flagDelivery(raw, flags);
  const lastWill = isLastWill(read, raw);
  const message = lastWill && read.at < raw.receivedAt ? { ...read, at: raw.receivedAt } : read;
  return { type: 'message', message, identity: identify(message, readEpoch(payload), raw, canonical, lastWill), flags };
}

/** Bytes and topic of one publish, read once; what the answer means is in the corpus of bad input. */
export function decodeJson(raw: RawMessage, setting: DecodeSetting): Decoded {
  const topic = readTopic(raw.topic);
  switch (topic.type) {
    case 'ignored':
      return topic;
    case 'refused':
      return reject(topic);
    case 'message':
      // An external broker marks stored copies with retain; on the embedded one it is the wish of a live publisher.
      if (raw.retain && raw.broker !== 'embedded') return { type: 'ignored', reason: 'retained-copy' };
      if (topic.kind === 'clock' && setting.clock === 'wall') return { type: 'ignored', reason: 'clock-ignored' };
      return decodeMessage(raw, topic, setting);
  }
}
