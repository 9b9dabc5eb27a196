/** Resources against the queue: pace of the last hours, work left, and when the queue would be empty. */

import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { isEnded } from './columns.ts';
import { isLate } from './jobFilter.ts';

const HOUR_MS = 3_600_000;
/** The pace is that of this many last hours, fewer when the first job is younger. */
const PACE_HOURS = 4;
/** Below this share of an hour a pace says nothing. */
const LEAST_HOURS = 0.5;
const SILENT_MS = 10 * 60_000;
const ENDING_MS = 2 * HOUR_MS;

export type AreaFigures = { readonly area: string | null; open: number; late: number; customers: number; crews: number };

export type StormFigures = {
  readonly crews: { readonly onDuty: number; readonly free: number; readonly silent: number; readonly ending: number };
  readonly jobs: { readonly open: number; readonly unassigned: number; readonly late: number };
  /** Null while too few hours have passed to tell. */
  readonly perHour: number | null;
  readonly paceHours: number;
  /** Epoch milliseconds; null = cannot be told, Infinity = never at this pace. */
  readonly emptyAt: number | null;
  /** Mean minutes from arrival to supply back of the jobs on the board; null without any. */
  readonly meanMinutes: number | null;
  readonly areas: readonly AreaFigures[];
};

/** Steps after which the crew's work on a job is done. */
const doneAt = ({ steps }: JobRecord): number | null => {
  const step = steps.find(({ status }) => status === 'restored' || status === 'closed');
  return step ? Date.parse(step.at) : null;
};

function meanWork(jobs: readonly JobRecord[]): number | null {
  const minutes = jobs.flatMap((job) => {
    const arrived = job.steps.find(({ status }) => status === 'arrived');
    const done = job.steps.find(({ status }) => status === 'restored');
    return arrived && done ? [(Date.parse(done.at) - Date.parse(arrived.at)) / 60_000] : [];
  });
  return minutes.length === 0 ? null : minutes.reduce((sum, each) => sum + each, 0) / minutes.length;
}

export function stormFigures(jobs: readonly JobRecord[], crews: readonly CrewRecord[], now: number): StormFigures {
  const open = jobs.filter((job) => !isEnded(job));
  const toDo = open.filter((job) => doneAt(job) === null);
  const onDuty = crews.filter(({ status }) => status !== 'off-duty');
  const oldest = jobs.reduce((least, { clockZeroAt }) => Math.min(least, Date.parse(clockZeroAt)), now);
  const paceHours = Math.min(PACE_HOURS, (now - oldest) / HOUR_MS);
  const done = jobs.filter((job) => {
    const at = doneAt(job);
    return at !== null && at > now - paceHours * HOUR_MS;
  }).length;
  const perHour = paceHours < LEAST_HOURS ? null : done / paceHours;
  const areas = new Map<string | null, AreaFigures>();
  const of = (area: string | null): AreaFigures => {
    const found = areas.get(area) ?? { area, open: 0, late: 0, customers: 0, crews: 0 };
    areas.set(area, found);
    return found;
  };
  for (const job of open) {
    const figures = of(job.area);
    figures.open += 1;
    figures.late += Number(isLate(job));
    figures.customers += job.customersOut + job.customersPredicted;
  }
  for (const crew of onDuty) {
    const job = crew.job === null ? undefined : jobs.find(({ id }) => id === crew.job);
    of(job?.area ?? crew.area).crews += 1;
  }
  return {
    crews: {
      onDuty: onDuty.length,
      free: onDuty.filter(({ queue }) => queue.length === 0).length,
      silent: onDuty.filter(({ heardAt }) => heardAt === null || now - Date.parse(heardAt) > SILENT_MS).length,
      ending: onDuty.filter(({ shift }) => shift !== null && Date.parse(shift.endsAt) - now < ENDING_MS).length,
    },
    jobs: { open: open.length, unassigned: open.filter(({ crew }) => crew === null).length, late: open.filter(isLate).length },
    perHour,
    paceHours,
    emptyAt: perHour === null ? null : perHour === 0 ? (toDo.length === 0 ? now : Infinity) : now + (toDo.length / perHour) * HOUR_MS,
    meanMinutes: meanWork(jobs),
    areas: [...areas.values()].sort((a, b) => b.customers - a.customers || b.open - a.open),
  };
}
