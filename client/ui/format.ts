/** Figures, moments and durations in words of the reader's language and the utility's zone. */

export type Formatter = {
  readonly locale: string;
  readonly timeZone: string;
  number(value: number): string;
  percent(share: number): string;
  /** "14:05", with the day in front when it is not the day of `now`. */
  clock(ms: number, now: number): string;
  /** "14:05:12" */
  seconds(ms: number): string;
  /** "21 Nov 2026, 14:05:12 UTC−03:00" */
  full(ms: number): string;
  /** "UTC−03:00" at that moment. */
  offset(ms: number): string;
  /** "4 s", "12 min", "2 h 05 min", "1 d 03 h" (rules I3, T6) */
  duration(ms: number): string;
};

const two = (value: number) => String(value).padStart(2, '0');

function durationOf(ms: number, chinese: boolean): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (seconds < 60) return chinese ? `${seconds}秒` : `${seconds} s`;
  if (minutes < 60) return chinese ? `${minutes}分` : `${minutes} min`;
  if (hours < 24) return chinese ? `${hours}小时${two(minutes % 60)}分` : `${hours} h ${two(minutes % 60)} min`;
  const days = Math.floor(hours / 24);
  return chinese ? `${days}天${two(hours % 24)}小时` : `${days} d ${two(hours % 24)} h`;
}

export function createFormatter(locale: string, timeZone: string): Formatter {
  const base: Intl.DateTimeFormatOptions = { timeZone, hourCycle: 'h23' };
  const numbers = new Intl.NumberFormat('en-US');
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const minuteClock = new Intl.DateTimeFormat('en-GB', { ...base, hour: '2-digit', minute: '2-digit' });
  const secondClock = new Intl.DateTimeFormat('en-GB', { ...base, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { ...base, day: 'numeric', month: 'short' });
  const date = new Intl.DateTimeFormat(locale, { ...base, day: 'numeric', month: 'short', year: 'numeric' });
  const key = new Intl.DateTimeFormat('en-CA', { ...base, year: 'numeric', month: '2-digit', day: '2-digit' });
  const zone = new Intl.DateTimeFormat('en-US', { ...base, timeZoneName: 'longOffset' });
  const offset = (ms: number) => {
    const name = zone.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    return name === 'GMT' ? 'UTC+00:00' : name.replace('GMT', 'UTC').replace('-', '−');
  };
  return {
    locale,
    timeZone,
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    clock: (ms, now) => (key.format(ms) === key.format(now) ? minuteClock.format(ms) : `${day.format(ms)} ${minuteClock.format(ms)}`),
    seconds: (ms) => secondClock.format(ms),
    full: (ms) => `${date.format(ms)} ${secondClock.format(ms)} ${offset(ms)}`,
    offset,
    duration: (ms) => durationOf(ms, locale.startsWith('zh')),
  };
}
