/** The columns of the board, and which step of a job leads from one to another (rule R2). */

import type { JobRecord, JobStatus } from '../../../shared/records/job.ts';

export const columns = ['new', 'assigned', 'en-route', 'on-site', 'repairing', 'energised', 'verified', 'closed'] as const;
export type Column = (typeof columns)[number];

const COLUMN_OF = {
  created: 'new',
  accepted: 'new',
  dispatched: 'assigned',
  'en-route': 'en-route',
  arrived: 'on-site',
  assessing: 'on-site',
  repairing: 'repairing',
  restored: 'energised',
  verifying: 'verified',
  closed: 'closed',
  suspended: 'new',
  cancelled: 'closed',
} as const satisfies Record<JobStatus, Column>;

export const columnOfStatus = (status: JobStatus): Column => COLUMN_OF[status];

/** Verification that still runs is not "verified": such a job stays under energised until power-ups or a person's reason say so. */
function isVerified({ verification, steps, outage }: JobRecord): boolean {
  if (outage === null || verification.state === 'passed' || verification.state === 'skipped') return true;
  const step = steps.findLast(({ status }) => status === 'verifying');
  return Boolean(step?.reason);
}

export function columnOf(job: JobRecord): Column {
  if (job.status === 'verifying' && !isVerified(job)) return 'energised';
  if (job.status === 'suspended' && job.crew !== null) return COLUMN_OF[job.suspendedAt ?? 'created'];
  return COLUMN_OF[job.status];
}

export const isEnded = ({ status }: Pick<JobRecord, 'status'>): boolean => status === 'closed' || status === 'cancelled';

/** What keeps a job open but may be overruled with a typed reason (rule R14). */
const ANSWERABLE = new Set(['outage-open', 'verification-running', 'verification-failed']);

/** Without power-up reports only a person's word verifies, and it is written down. */
export const isUnproved = ({ outage, verification }: JobRecord, to: JobStatus): boolean =>
  to === 'verifying' && outage !== null && verification.state !== 'passed' && verification.state !== 'skipped';

export type Move =
  | { readonly kind: 'step'; readonly status: JobStatus; readonly needsReason: boolean }
  /** Crews are chosen by a person, never by the board. */
  | { readonly kind: 'assign' }
  /** `why` is a code of the server or one of `no-such-step`, `already-there`, `still-dark`. */
  | { readonly kind: 'refused'; readonly why: string };

/** What happens when a card is put into a column. */
export function moveTo(job: JobRecord, column: Column): Move {
  if (columnOf(job) === column) return { kind: 'refused', why: 'already-there' };
  if (column === 'assigned') {
    const open = ['new', 'assigned', 'en-route', 'on-site'].includes(columnOf(job));
    return open ? { kind: 'assign' } : { kind: 'refused', why: 'no-such-step' };
  }
  const step = job.nextSteps.find(({ status }) => status !== 'cancelled' && status !== 'suspended' && COLUMN_OF[status] === column);
  if (!step) return { kind: 'refused', why: column === 'verified' && job.status === 'verifying' ? 'still-dark' : 'no-such-step' };
  const overruled = column === 'closed' && job.missing.every((code) => ANSWERABLE.has(code));
  if (step.blockedBy !== null && !overruled) return { kind: 'refused', why: step.blockedBy };
  return { kind: 'step', status: step.status, needsReason: step.needsReason || step.blockedBy !== null || isUnproved(job, step.status) };
}

/** Urgent first: points, then the older one (rule R12). */
export const byPriority = (a: JobRecord, b: JobRecord): number =>
  b.priority - a.priority || a.clockZeroAt.localeCompare(b.clockZeroAt) || a.id.localeCompare(b.id);
