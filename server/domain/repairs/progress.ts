/** Takes a job one step further and lets its clocks follow (rules R2, R3, R5, R6). */

import type { JobStatus } from '../../../shared/records/job.ts';
import type { HistoryEntry } from '../outages/outage.ts';
import { goesOn, started, stopped } from './clocks.ts';
import { hasArrived, isOver, type Job, type JobStep } from './job.ts';
import type { RepairSettings } from './settings.ts';

/** A long job with talkative people keeps its newest entries; all of them are facts in the journal. */
const HISTORY_KEPT = 400;
const CHANGES_KEPT = 60;

export type StepNews = Omit<JobStep, 'crew' | 'distanceM'> & {
  readonly distanceM?: number | null;
  readonly commit: number;
  readonly who: string;
};

export const noted = (job: Job, entry: HistoryEntry): Job => ({
  ...job,
  history: [...job.history.slice(-HISTORY_KEPT + 1), entry],
  updatedAt: Math.max(job.updatedAt, entry.at),
});

/** Step, crew or outage changed: later commands that did not know of it meet a conflict. */
export const changedBy = (job: Job, commit: number, who: string): Job => ({
  ...job,
  revision: commit,
  changes: [...job.changes.slice(-CHANGES_KEPT + 1), { commit, who }],
});

function clocksAfter(job: Job, status: JobStatus, at: number, { dispatchLimitMs, restoreLimitMs }: RepairSettings): Job {
  const restore = (next: Job): Job => started(stopped(next, 'arrival', at), 'restore', at, restoreLimitMs[job.areaClass]);
  const accepted = (next: Job): Job => stopped(next, 'accept', at);
  const dispatched = (next: Job): Job => stopped(accepted(next), 'dispatch', at);
  switch (status) {
    case 'created':
    case 'suspended':
      return job;
    case 'accepted':
      return started(accepted(job), 'dispatch', at, dispatchLimitMs);
    case 'dispatched':
    case 'en-route':
      return dispatched(job);
    case 'arrived':
    case 'assessing':
      return restore(dispatched(job));
    case 'repairing':
      return restore(dispatched(job.status === 'verifying' ? goesOn(job, 'restore') : job));
    case 'restored':
    case 'verifying':
      return stopped(stopped(dispatched(job), 'arrival', at, hasArrived(job)), 'restore', at);
    case 'closed':
      return everythingStopped(job, at, true);
    case 'cancelled':
      return everythingStopped(job, at, false);
  }
}

const everythingStopped = (job: Job, at: number, counts: boolean): Job =>
  job.clocks.reduce((next, { clock }) => stopped(next, clock, at, counts && (clock !== 'arrival' || hasArrived(job))), job);

/** The step was judged before; here it is only taken. */
export function stepped(job: Job, news: StepNews, settings: RepairSettings): Job {
  const { commit, who, distanceM = null, ...step } = news;
  const { status, at, by, reason } = step;
  const next = clocksAfter(job, status, at, settings);
  const taken: Job = {
    ...next,
    status,
    suspendedAt: status === 'suspended' ? job.status : null,
    crew: status === 'suspended' || status === 'cancelled' ? null : job.crew,
    acknowledgedAt: status === 'suspended' ? null : job.acknowledgedAt,
    steps: [...job.steps, { ...step, crew: job.crew, distanceM }],
    help: isOver({ status }) || status === 'suspended' ? null : job.help,
    offeredTo: isOver({ status }) ? null : job.offeredTo,
    closedAt: isOver({ status }) ? at : null,
  };
  const values = { from: job.status, to: status, ...(reason === null ? {} : { reason }), ...(job.crew === null ? {} : { crew: job.crew }) };
  return changedBy(noted(taken, { at, what: 'step', values, commit, by }), commit, who);
}

/** A step that was taken before what is known by now, told late by a phone that was out of reach: it enters the record, the state stays. */
export function toldLate(job: Job, news: StepNews, settings: RepairSettings): Job {
  const { commit, who: _who, distanceM = null, ...step } = news;
  const steps = [...job.steps, { ...step, crew: job.crew, distanceM }].sort((a, b) => a.at - b.at);
  const onSite = step.status === 'arrived' || step.status === 'assessing' || step.status === 'repairing';
  const clocks = job.clocks.map((clock) =>
    clock.clock === 'arrival' && onSite && !clock.counts ? { ...clock, stoppedAt: step.at, counts: true } : clock,
  );
  const restoredAt = job.steps.find(({ status }) => status === 'restored' || status === 'verifying')?.at ?? step.at;
  const next: Job = { ...job, steps, clocks };
  const timed = onSite ? stopped(started(next, 'restore', step.at, settings.restoreLimitMs[job.areaClass]), 'restore', restoredAt) : next;
  return noted(timed, { at: step.at, what: 'late-step', values: { status: step.status }, commit, by: step.by });
}
