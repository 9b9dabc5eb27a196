/** Writes how well the repair promises were kept: `GET /api/v1/repairs/compliance`. */

import type { Compliance } from '../../shared/records/compliance.ts';
import { levelAt } from '../domain/repairs/clocks.ts';
import type { ClockSums, MonthRow } from '../domain/repairs/compliance.ts';
import { isOver } from '../domain/repairs/job.ts';
import type { View } from '../domain/view.ts';

const MINUTE = 60_000;
type Figures = Compliance['months'][number]['arrival'];

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const minutes = (ms: number): number => Math.round(ms / 600) / 100;

function figuresOf(sums: ClockSums | undefined, limitMs: number): Figures {
  const { jobs, met, metUnpaused, stopped, usedMs, usedUnpausedMs, pausedMs } = sums ?? {
    jobs: 0,
    met: 0,
    metUnpaused: 0,
    stopped: 0,
    usedMs: 0,
    usedUnpausedMs: 0,
    pausedMs: 0,
  };
  return {
    jobs,
    metUnpaused,
    met,
    breached: jobs - met,
    shareUnpaused: share(metUnpaused, jobs),
    share: share(met, jobs),
    meanMinutesUnpaused: stopped === 0 ? null : minutes(usedUnpausedMs / stopped),
    meanMinutes: stopped === 0 ? null : minutes(usedMs / stopped),
    pausedMinutes: minutes(pausedMs),
    limitMinutes: limitMs / MINUTE,
  };
}

export function complianceOf(view: View): Compliance {
  const { repairs } = view.desks;
  const { settings } = repairs.shop;
  const now = view.now();
  const { rows, other } = repairs.compliance(now);
  const keys = [...new Set(rows.map(({ month, areaClass }) => `${month} ${areaClass}`))].sort();
  const find = (row: MonthRow, clock: MonthRow['clock']): ClockSums | undefined =>
    rows.find((each) => each.month === row.month && each.areaClass === row.areaClass && each.clock === clock)?.sums;
  const breaches = { open: 0, county: 0, city: 0, province: 0 };
  for (const job of repairs.jobs()) {
    if (isOver(job)) continue;
    const broken = job.clocks.filter(
      (clock) => clock.stoppedAt === null && levelAt(clock, job.pauses, now, settings.amberShare) === 'breach',
    );
    if (broken.length === 0) continue;
    breaches.open += 1;
    const told = new Set(broken.map((clock) => clock.told));
    if (told.has('province')) breaches.province += 1;
    else if (told.has('city')) breaches.city += 1;
    else breaches.county += 1;
  }
  return {
    months: keys.flatMap((key) => {
      const row = rows.find(({ month, areaClass }) => `${month} ${areaClass}` === key);
      if (!row) return [];
      const { month, areaClass } = row;
      const arrival = figuresOf(find(row, 'arrival'), settings.arriveLimitMs[areaClass]);
      return [{ month, areaClass, arrival, restore: figuresOf(find(row, 'restore'), settings.restoreLimitMs[areaClass]) }];
    }),
    breaches,
    reminders: { ...other.reminders },
    trips: { ...other.trips },
  };
}
