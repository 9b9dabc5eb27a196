/** A time a person types, in the utility's zone: one moment, none (clocks go forward), two (clocks go back), or not a time (rule T4). */

import { parseTime } from '../../shared/time.ts';

export type TypedTime =
  | { readonly kind: 'one'; readonly ms: number }
  | { readonly kind: 'gap'; readonly before: number; readonly after: number }
  | { readonly kind: 'twice'; readonly first: number; readonly second: number }
  | { readonly kind: 'bad' };

const SHORT = /^(?:(?:(\d{4})-)?(\d{1,2})-(\d{1,2})[ T])?(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DAY_MS = 86_400_000;

function partsOf(ms: number, timeZone: string): number[] {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(ms);
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) => Number(parts.find((part) => part.type === type)?.value ?? 0));
}

/** Wall clock of the zone as if it were UTC. */
function wallOf(ms: number, timeZone: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = partsOf(ms, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const offsetAt = (ms: number, timeZone: string): number => wallOf(ms, timeZone) - Math.floor(ms / 1000) * 1000;

function fromWall(wall: number, timeZone: string): TypedTime {
  const offsets = [...new Set([offsetAt(wall - DAY_MS, timeZone), offsetAt(wall + DAY_MS, timeZone)])];
  const moments = offsets
    .map((offset) => wall - offset)
    .filter((ms) => wallOf(ms, timeZone) === wall)
    .sort((a, b) => a - b);
  const [first, second] = moments;
  if (first === undefined) {
    const [low = 0, high = 0] = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
    return { kind: 'gap', before: low, after: high };
  }
  return second === undefined ? { kind: 'one', ms: first } : { kind: 'twice', first, second };
}

/** Understands "14:30" (the next one after `now`), "11-22 06:00", "2026-11-22 06:00" and any ISO time with a zone. */
export function parseTypedTime(text: string, timeZone: string, now: number): TypedTime {
  const iso = parseTime(text.trim());
  if (iso.ok) return { kind: 'one', ms: iso.ms };
  const match = SHORT.exec(text.trim());
  if (!match) return { kind: 'bad' };
  const [year = 0, month = 1, day = 1] = partsOf(now, timeZone);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return { kind: 'bad' };
  if (match[2] !== undefined) {
    const wall = Date.UTC(Number(match[1] ?? year), Number(match[2]) - 1, Number(match[3]), hour, minute, second);
    return new Date(wall).getUTCDate() === Number(match[3]) ? fromWall(wall, timeZone) : { kind: 'bad' };
  }
  const today = Date.UTC(year, month - 1, day, hour, minute, second);
  const found = fromWall(today, timeZone);
  return found.kind === 'one' && found.ms < now ? fromWall(today + DAY_MS, timeZone) : found;
}
