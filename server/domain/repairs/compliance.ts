/** How well arrival and restoration promises were kept, by month and area class; pauses are kept apart (rules R5 to R7, R10). */

import type { AreaClass } from '../../../shared/network.ts';
import { levelAt, pausedWithin } from './clocks.ts';
import { type Clock, hasArrived, type Job } from './job.ts';
import type { RepairSettings } from './settings.ts';

export type ClockSums = {
  readonly jobs: number;
  readonly met: number;
  readonly metUnpaused: number;
  /** Stopped clocks, for the means. */
  readonly stopped: number;
  readonly usedMs: number;
  readonly usedUnpausedMs: number;
  readonly pausedMs: number;
};

export type MonthRow = {
  readonly month: string;
  readonly areaClass: AreaClass;
  readonly clock: 'arrival' | 'restore';
  readonly sums: ClockSums;
};

export type OtherSums = {
  readonly reminders: { readonly received: number; readonly answered: number; readonly answeredInTime: number };
  readonly trips: { readonly saved: number; readonly wasted: number };
};

export type ComplianceSums = { readonly rows: readonly MonthRow[]; readonly other: OtherSums };

const EMPTY: ClockSums = { jobs: 0, met: 0, metUnpaused: 0, stopped: 0, usedMs: 0, usedUnpausedMs: 0, pausedMs: 0 };
export const NO_SUMS: ComplianceSums = {
  rows: [],
  other: { reminders: { received: 0, answered: 0, answeredInTime: 0 }, trips: { saved: 0, wasted: 0 } },
};

const plus = (a: ClockSums, b: ClockSums): ClockSums => ({
  jobs: a.jobs + b.jobs,
  met: a.met + b.met,
  metUnpaused: a.metUnpaused + b.metUnpaused,
  stopped: a.stopped + b.stopped,
  usedMs: a.usedMs + b.usedMs,
  usedUnpausedMs: a.usedUnpausedMs + b.usedUnpausedMs,
  pausedMs: a.pausedMs + b.pausedMs,
});

/** A clock counts once it was stopped, or broken while it still runs; null before. */
function sumsOf(clock: Clock, { pauses }: Job, now: number, amberShare: number): { readonly at: number; readonly sums: ClockSums } | null {
  if (!clock.counts) return null;
  const level = levelAt(clock, pauses, now, amberShare);
  if (clock.stoppedAt === null) {
    if (level !== 'breach') return null;
    const unpaused = now - clock.startedAt <= clock.limitMs ? 1 : 0;
    return { at: now, sums: { ...EMPTY, jobs: 1, metUnpaused: unpaused } };
  }
  const usedUnpausedMs = clock.stoppedAt - clock.startedAt;
  const pausedMs = pausedWithin(pauses, clock.startedAt, clock.stoppedAt);
  return {
    at: clock.stoppedAt,
    sums: {
      jobs: 1,
      met: level === 'met' ? 1 : 0,
      metUnpaused: usedUnpausedMs <= clock.limitMs ? 1 : 0,
      stopped: 1,
      usedMs: usedUnpausedMs - pausedMs,
      usedUnpausedMs,
      pausedMs,
    },
  };
}

const wasDriven = (job: Job): boolean => hasArrived(job) || job.steps.some(({ status }) => status === 'en-route');

/** Rule R10: a trip that a check made needless, and one to a house whose fault is its own. */
function tripsOf(job: Job): OtherSums['trips'] {
  const private_ = job.cause === 'customer-side' || (job.status === 'cancelled' && job.rollCheck.needed);
  if (!private_) return { saved: 0, wasted: 0 };
  return wasDriven(job) ? { saved: 0, wasted: 1 } : { saved: job.rollCheck.needed ? 1 : 0, wasted: 0 };
}

/** Sums of these jobs on top of others. `monthAt` gives "2026-03" in the zone of the network. */
export function sumUp(
  start: ComplianceSums,
  jobs: Iterable<Job>,
  { now, settings, monthAt }: { readonly now: number; readonly settings: RepairSettings; readonly monthAt: (at: number) => string },
): ComplianceSums {
  const rows = new Map(start.rows.map((row) => [`${row.month} ${row.areaClass} ${row.clock}`, row]));
  let { reminders, trips } = start.other;
  for (const job of jobs) {
    for (const clock of job.status === 'cancelled' ? [] : job.clocks) {
      if (clock.clock !== 'arrival' && clock.clock !== 'restore') continue;
      const found = sumsOf(clock, job, now, settings.amberShare);
      if (!found) continue;
      const month = monthAt(found.at);
      const key = `${month} ${job.areaClass} ${clock.clock}`;
      const row = rows.get(key) ?? { month, areaClass: job.areaClass, clock: clock.clock, sums: EMPTY };
      rows.set(key, { ...row, sums: plus(row.sums, found.sums) });
    }
    const asked = job.reminders.filter(({ by }) => by !== 'caller');
    const answered = asked.filter(({ answeredAt }) => answeredAt !== null);
    reminders = {
      received: reminders.received + asked.length,
      answered: reminders.answered + answered.length,
      answeredInTime: reminders.answeredInTime + answered.filter(({ answeredAt, dueAt }) => (answeredAt ?? 0) <= dueAt).length,
    };
    const { saved, wasted } = tripsOf(job);
    trips = { saved: trips.saved + saved, wasted: trips.wasted + wasted };
  }
  return { rows: [...rows.values()], other: { reminders, trips } };
}

/** "2026-03" in a time zone; one the platform does not know counts as UTC. */
export function monthIn(timeZone: string): (at: number) => string {
  const formatFor = (zone: string): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', timeZone: zone });
  let format: Intl.DateTimeFormat;
  try {
    format = formatFor(timeZone);
  } catch {
    format = formatFor('UTC');
  }
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
    return `${part('year')}-${part('month')}`;
  };
}
