/** How urgent a job is, as a sum whose parts everybody can see (rule R12). */

import type { JobRecord } from '../../../shared/records/job.ts';
import type { Outage } from '../outages/outage.ts';
import { levelAt } from './clocks.ts';
import { hasArrived, isOver, type Job } from './job.ts';
import type { RepairSettings } from './settings.ts';

export type PriorityPart = JobRecord['priorityParts'][number];
export type Concerned = {
  readonly customersOut: number;
  readonly customersPredicted: number;
  readonly keyPoints: number;
  readonly keyCustomers: number;
  readonly lifeSupport: number;
};

const POINTS = { hazard: 1000, lifeSupport: 500, root: 10, reminder: 20, waiting: 1, atRisk: 100 };
const MOST_REMINDERS = 5;
export const WAITING_MS = 5 * 60_000;
const PROMISES = new Set(['arrival', 'restore', 'guard']);

const arrivedAt = ({ steps }: Job): number | null =>
  steps.find(({ status }) => status === 'arrived' || status === 'assessing' || status === 'repairing')?.at ?? null;

export function priorityOf(job: Job, concerned: Concerned, now: number, { amberShare }: RepairSettings): readonly PriorityPart[] {
  if (isOver(job)) return [];
  const parts: PriorityPart[] = [];
  const add = (code: PriorityPart['code'], points: number, count: number, note: string | null = null): void => {
    if (points !== 0) parts.push({ code, points, count, note });
  };
  if (job.hazard && job.hazard.safeAt === null) add('hazard', POINTS.hazard, 1, job.hazard.kind);
  if (concerned.lifeSupport > 0) add('life-support', POINTS.lifeSupport, concerned.lifeSupport);
  add('key-customers', concerned.keyPoints, concerned.keyCustomers);
  const customers = concerned.customersOut + concerned.customersPredicted;
  add('customers-out', Math.round(POINTS.root * Math.sqrt(customers)), customers);
  const reminders = Math.min(MOST_REMINDERS, job.reminders.filter(({ counts }) => counts).length);
  add('reminders', POINTS.reminder * reminders, reminders);
  const waited = Math.max(0, Math.floor(((hasArrived(job) ? (arrivedAt(job) ?? now) : now) - job.clockZeroAt) / WAITING_MS));
  add('waiting', POINTS.waiting * waited, waited);
  const atRisk = job.clocks.filter(
    (clock) => PROMISES.has(clock.clock) && clock.stoppedAt === null && levelAt(clock, job.pauses, now, amberShare) !== 'running',
  );
  if (atRisk.length > 0) add('promise-at-risk', POINTS.atRisk, atRisk.length);
  if (job.adjustment) add('adjustment', job.adjustment.points, 1, job.adjustment.reason);
  return parts;
}

export const sumOf = (parts: readonly PriorityPart[]): number => parts.reduce((sum, { points }) => sum + points, 0);

/** Without customers register every key place counts as level II. */
export const KEY_POINTS: ReadonlyMap<string, number> = new Map([
  ['special', 300],
  ['I', 200],
  ['II', 100],
  ['temporary', 100],
]);

export const isOutNow = (outage: Outage | null): boolean =>
  outage?.state === 'confirmed' || outage?.state === 'partially-restored' || outage?.state === 'predicted';
