/** The one big next step of a job on the phone, with what still waits to be sent taken as done. */

import type { JobRecord, JobStatus } from '../../../shared/records/job.ts';
import type { OutboxItem } from './outbox.ts';

export type NextStep =
  | { readonly kind: 'status'; readonly status: JobStatus }
  | { readonly kind: 'made-safe' }
  /** The crew's part is done; the dispatcher verifies and closes. */
  | { readonly kind: 'done' }
  /** Suspended, cancelled or closed by the dispatcher. */
  | { readonly kind: 'none' };

export type JobAsDone = {
  readonly status: JobStatus;
  readonly acknowledged: boolean;
  readonly madeSafe: boolean;
  /** Some of it is not sent yet. */
  readonly waiting: number;
};

/** Whether the record has caught up with a step that was sent. */
export function isShown(job: JobRecord, item: OutboxItem): boolean {
  if (!item.sent || item.kind !== 'command') return false;
  const { command } = item;
  if (command.type === 'job.madeSafe') return job.hazard === null || job.hazard.safeAt !== null;
  if (command.type !== 'job.setStatus') return true;
  if (command.status === 'accepted') return job.acknowledgedAt !== null || job.status !== 'dispatched';
  return job.steps.some(({ status, at }) => status === command.status && Date.parse(at) >= item.at);
}

/** The job as the crew left it: the server's record with the waiting steps on top. */
export function asDone(job: JobRecord, items: readonly OutboxItem[]): JobAsDone {
  let status = job.status;
  let acknowledged = job.acknowledgedAt !== null || job.status !== 'dispatched';
  let madeSafe = job.hazard === null || job.hazard.safeAt !== null;
  let waiting = 0;
  for (const item of items) {
    if (item.job !== job.id || item.conflict !== null || isShown(job, item)) continue;
    waiting += Number(!item.sent);
    if (item.kind !== 'command') continue;
    if (item.command.type === 'job.madeSafe') madeSafe = true;
    if (item.command.type !== 'job.setStatus') continue;
    if (item.command.status === 'accepted') acknowledged = true;
    else status = item.command.status;
  }
  return { status, acknowledged, madeSafe, waiting };
}

export function nextStep({ status, acknowledged, madeSafe }: JobAsDone): NextStep {
  switch (status) {
    case 'created':
    case 'accepted':
      return { kind: 'none' };
    case 'dispatched':
      return { kind: 'status', status: acknowledged ? 'en-route' : 'accepted' };
    case 'en-route':
      return { kind: 'status', status: 'arrived' };
    case 'arrived':
      return madeSafe ? { kind: 'status', status: 'assessing' } : { kind: 'made-safe' };
    case 'assessing':
      return madeSafe ? { kind: 'status', status: 'repairing' } : { kind: 'made-safe' };
    case 'repairing':
      return { kind: 'status', status: 'restored' };
    case 'restored':
    case 'verifying':
      return { kind: 'done' };
    case 'closed':
    case 'suspended':
    case 'cancelled':
      return { kind: 'none' };
  }
}

/** In which order a crew sees its jobs: the one it works on, then its queue, then what was taken away or is done. */
export function inCrewOrder(jobs: readonly JobRecord[], crew: string | null): readonly JobRecord[] {
  const open = ({ status }: JobRecord) => status !== 'closed' && status !== 'cancelled';
  return jobs
    .filter((job) => crew === null || job.crew === crew)
    .filter(open)
    .toSorted((a, b) => {
      const done = (job: JobRecord) => Number(job.status === 'restored' || job.status === 'verifying');
      return done(a) - done(b) || (a.queuePlace ?? 99) - (b.queuePlace ?? 99) || b.priority - a.priority || a.id.localeCompare(b.id);
    });
}
