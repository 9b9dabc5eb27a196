/** When a message may leave: quiet hours, caps for each number, flapping supply, and the day's budget (rules M4, M10, M11). */

import type { NoticeKind } from '../../../shared/records/notification.ts';
import { packBytes, packWords, unpackBytes, unpackWords } from './packing.ts';
import type { NoticeSettings } from './settings.ts';

const HOUR_MS = 3_600_000;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const KEPT = 3;
const TOLD = 128;

/** Kinds that say whether supply is there; a flapping outage sends few of them. */
const STATE_KINDS: ReadonlySet<NoticeKind> = new Set(['fault', 'etr-change', 'partly-restored', 'restored', 'still-out', 'correction']);
const QUIET_KINDS: ReadonlySet<NoticeKind> = new Set([
  'planned',
  'maintenance',
  'temporary',
  'reminder',
  'restored',
  'partly-restored',
  'etr-change',
  'still-out',
]);

export type LimitsState = {
  /** Columns by number and by service point, packed. */
  readonly last: string;
  readonly dayStart: string;
  readonly dayCount: string;
  readonly changeCount: string;
  readonly changeLast: string;
  readonly day: number;
  readonly spent: number;
  readonly alarmed: number;
};

export type Limits = ReturnType<typeof createLimits>;

export type LimitsOptions = {
  readonly numbers: number;
  readonly points: number;
  readonly settings: NoticeSettings;
  /** Local hour of a moment, 0 to 23. */
  readonly hourAt: (at: number) => number;
  readonly saved: LimitsState | null;
};

export function createLimits({ numbers, points, settings, hourAt, saved }: LimitsOptions) {
  /** Last times a number was written to, newest first, epoch seconds. */
  const last = unpackWords(saved?.last, numbers * KEPT);
  const dayStart = unpackWords(saved?.dayStart, numbers);
  const dayCount = unpackBytes(saved?.dayCount, numbers);
  /** Changes of supply in a row, and the newest; the highest bit says that "unstable" was told. */
  const changeCount = unpackBytes(saved?.changeCount, points);
  const changeLast = unpackWords(saved?.changeLast, points);
  let day = saved?.day ?? 0;
  let spent = saved?.spent ?? 0;
  let alarmed = saved?.alarmed ?? 0;
  const isQuiet = (hour: number): boolean =>
    settings.quietFrom > settings.quietTo
      ? hour >= settings.quietFrom || hour < settings.quietTo
      : hour >= settings.quietFrom && hour < settings.quietTo;

  let quietUntil = { from: 0, to: 0, end: 0 };
  /** End of the quiet hours that hold at this moment; the moment itself when none do. */
  function endOfQuiet(at: number): number {
    if (at >= quietUntil.from && at < quietUntil.to) return quietUntil.end === 0 ? at : quietUntil.end;
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
    let end = hour;
    while (isQuiet(hourAt(end)) && end < hour + DAY_S * 1000) end += HOUR_MS;
    quietUntil = { from: hour, to: hour + HOUR_MS, end: end === hour ? 0 : end };
    return end === hour ? at : end;
  }

  function capUntil(number: number, kind: NoticeKind, now: number): number {
    const seconds = Math.floor(now / 1000);
    const allowed = STATE_KINDS.has(kind) ? Math.min(settings.statePerHour, settings.smsPerHour) : settings.smsPerHour;
    const decisive = last[number * KEPT + Math.min(allowed, KEPT) - 1]!;
    let until = decisive + HOUR_S > seconds && decisive > 0 ? decisive + HOUR_S : seconds;
    if (dayCount[number]! >= settings.smsPerDay && dayStart[number]! + DAY_S > until) until = dayStart[number]! + DAY_S;
    return until > seconds ? until * 1000 : now;
  }

  function flapUntil(point: number, kind: NoticeKind, now: number): number {
    if (!STATE_KINDS.has(kind)) return now;
    if ((changeCount[point]! & TOLD) === 0) return now;
    return Math.max(now, changeLast[point]! * 1000 + settings.stableMs);
  }

  return {
    quiet: (kind: NoticeKind, voice: boolean, at: number): number => (QUIET_KINDS.has(kind) || voice ? endOfQuiet(at) : at),
    /** Never written to and never unstable: no cap can hold. */
    isFree: (number: number, point: number): boolean => last[number * KEPT] === 0 && (changeCount[point]! & TOLD) === 0,
    /** Moment from which the number may be written to again; `now` when that is now. */
    capped: (number: number, point: number, kind: NoticeKind, now: number): number =>
      Math.max(capUntil(number, kind, now), flapUntil(point, kind, now)),
    /** The supply of a service point changed (rule M11). */
    changed(point: number, now: number): void {
      const seconds = Math.floor(now / 1000);
      const fresh = seconds - changeLast[point]! > settings.flapWindowMs / 1000;
      changeCount[point] = fresh ? 1 : (changeCount[point]! & TOLD) | Math.min((changeCount[point]! & ~TOLD) + 1, TOLD - 1);
      changeLast[point] = seconds;
    },
    isUnstable(point: number, now: number): boolean {
      return (changeCount[point]! & ~TOLD) > settings.flapCount && now - changeLast[point]! * 1000 < settings.stableMs;
    },
    /** A message leaves for the number. */
    left(number: number, point: number, now: number): void {
      const seconds = Math.floor(now / 1000);
      const place = number * KEPT;
      last.copyWithin(place + 1, place, place + KEPT - 1);
      last[place] = seconds;
      if (dayStart[number]! + DAY_S <= seconds) {
        dayStart[number] = seconds;
        dayCount[number] = 0;
      }
      dayCount[number] = Math.min(255, dayCount[number]! + 1);
      if ((changeCount[point]! & ~TOLD) > settings.flapCount) changeCount[point]! |= TOLD;
    },
    /** So many billed parts leave. */
    spend(parts: number, now: number): void {
      const today = Math.floor(now / 1000 / DAY_S);
      if (today !== day) [day, spent, alarmed] = [today, 0, 0];
      spent += parts;
    },
    /** Share of the day's budget, in percent, that was newly passed: 50, 80 or 100; null when none was (rule M10). */
    takeAlarm(): number | null {
      const share = Math.floor((100 * spent) / settings.dailyBudget);
      const passed = share >= 100 ? 100 : share >= 80 ? 80 : share >= 50 ? 50 : 0;
      if (passed <= alarmed) return null;
      alarmed = passed;
      return passed;
    },
    budgetLeft(now: number): number {
      return Math.floor(now / 1000 / DAY_S) === day ? settings.dailyBudget - spent : settings.dailyBudget;
    },
    spentToday: (now: number): number => (Math.floor(now / 1000 / DAY_S) === day ? spent : 0),
    /** The budget of the next day begins then. */
    nextDay: (now: number): number => (Math.floor(now / 1000 / DAY_S) + 1) * DAY_S * 1000,
    state: (): LimitsState => ({
      last: packWords(last),
      dayStart: packWords(dayStart),
      dayCount: packBytes(dayCount),
      changeCount: packBytes(changeCount),
      changeLast: packWords(changeLast),
      day,
      spent,
      alarmed,
    }),
  };
}
