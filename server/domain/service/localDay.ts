/** Local calendar days of the deployment: which day a moment belongs to, and what lies so many working days ahead (rule C9). */

const DAY_MS = 86_400_000;

export type LocalDays = {
  /** "2026-11-21". */
  dayOf(at: number): string;
  /** Same local time on the n-th working day after. */
  addWorkingDays(at: number, days: number): number;
};

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const fields = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...fields, hourCycle: 'h23', timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...fields, hourCycle: 'h23', timeZone: 'UTC' });
  }
}

export function localDaysIn(timeZone: string, holidays: readonly string[]): LocalDays {
  const format = formatIn(timeZone);
  const closed = new Set(holidays);

  /** The local wall clock read as if it were UTC. */
  function wall(at: number): number {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const of = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
    return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) + (at % 1000);
  }

  const dayOf = (at: number): string => new Date(wall(at)).toISOString().slice(0, 10);

  function isWorking(at: number): boolean {
    const weekday = new Date(wall(at)).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !closed.has(dayOf(at));
  }

  return {
    dayOf,
    addWorkingDays(at, days) {
      let moment = at;
      for (let left = days; left > 0; ) {
        const next = moment + DAY_MS;
        // Where the clocks change, a local day is an hour longer or shorter.
        moment = next + (wall(moment) + DAY_MS - wall(next));
        if (isWorking(moment)) left -= 1;
      }
      return moment;
    },
  };
}
