/** Reads what every message carries: who, which, when, how good. Everything unusual becomes a flag. */

import type { Heard, Quality } from '../../../shared/messages/envelope.ts';
import type { MessageKind } from '../../../shared/messages/message.ts';
import type { RawMessage } from '../../ports.ts';
import { effectiveTime, type TimeLimits } from './effectiveTime.ts';
import type { Refused } from './issueReason.ts';

/** What is known of a message before its fields are read. */
export type Context = {
  readonly raw: RawMessage;
  readonly kind: MessageKind;
  readonly id: string;
  /** Area of the topic, null for "-" and for areas that do not exist. */
  readonly area: string | null;
  readonly limits: TimeLimits;
  /** Grows while reading. */
  readonly flags: string[];
};

export type Envelope = {
  readonly at: string | number;
  readonly eventId?: string | undefined;
  readonly source?: string | undefined;
  readonly seq?: number | undefined;
  readonly epoch?: string | number | undefined;
  readonly quality?: string | undefined;
  readonly replay?: boolean | undefined;
};

/** Words of plain JSON and what they mean (rule E3); a substituted value from outside counts as questionable (rule E4). */
const QUALITIES = new Map<string, Quality>([
  ['good', 'good'],
  ['questionable', 'questionable'],
  ['stale', 'questionable'],
  ['substituted', 'questionable'],
  ['test', 'questionable'],
  ['invalid', 'invalid'],
  ['bad', 'invalid'],
]);

function readQuality(word: string | undefined, flags: string[]): Quality {
  if (word === undefined) return 'good';
  const known = QUALITIES.get(word);
  if (known) return known;
  flags.push('quality-unknown');
  return 'invalid';
}

function flagIdentity({ source, seq, eventId }: Envelope, flags: string[]): void {
  if (source === undefined && seq === undefined && eventId === undefined) {
    flags.push('no-identity');
    return;
  }
  if (source === undefined) flags.push('no-source');
  if (seq === undefined) flags.push('no-seq');
}

export const isRefused = (value: object): value is Refused => 'reason' in value;

/** The common part of a message, or why its time cannot be read. */
export function readHeard(payload: Envelope, { raw, kind, id, area, limits, flags }: Context): Heard | Refused {
  flagIdentity(payload, flags);
  const time = effectiveTime(kind, payload.at, raw.receivedAt, limits);
  if (isRefused(time)) return time;
  flags.push(...time.flags);
  return {
    id,
    area,
    at: time.at,
    source: payload.source ?? raw.identity,
    seq: payload.seq ?? null,
    eventId: payload.eventId ?? null,
    quality: readQuality(payload.quality, flags),
    test: payload.quality === 'test',
    replay: payload.replay === true || time.history,
    timeSuspect: time.suspect,
  };
}
