/** What stands against closing a job, and what the evidence says against "restored" (rules R14, R18, O20). */

import { isOpen } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';
import { hasArrived, isOver, type Job } from './job.ts';
import type { JobBook } from './jobBook.ts';
import type { RepairSettings } from './settings.ts';

export type Verified = {
  readonly state: 'none' | 'running' | 'passed' | 'failed' | 'skipped';
  readonly verified: number;
  readonly toVerify: number;
};

const NOTHING: Verified = { state: 'none', verified: 0, toVerify: 0 };

/** What meters and telemetry say of the restoration of its outage. */
export function verifiedOf(view: LiveView, job: Job): Verified {
  const outage = job.outage === null ? null : view.outage(job.outage);
  if (!outage) return NOTHING;
  const found = view.forecast.verifications.of(outage.id);
  if (found) return found;
  return { ...NOTHING, state: outage.verification };
}

/** May be overruled by a typed reason; everything else has to be done. */
const ANSWERABLE = new Set(['outage-open', 'verification-running', 'verification-failed']);
export const isAnswerable = (code: string): boolean => ANSWERABLE.has(code);

export type Desks = { readonly view: LiveView; readonly jobs: JobBook; readonly settings: RepairSettings };

/** Codes of what is missing, in the order in which a dispatcher would do it. */
export function missingFor({ view, jobs, settings }: Desks, job: Job): readonly string[] {
  if (isOver(job)) return [];
  const missing: string[] = [];
  const outage = job.outage === null ? null : view.outage(job.outage);
  if (outage) {
    const passedOn = jobs.ofOutage(outage.id).some((other) => other.id !== job.id && !isOver(other));
    const { state } = verifiedOf(view, job);
    if (isOpen(outage)) {
      if (!passedOn) missing.push('outage-open');
    } else if (outage.state === 'restored' && state === 'running') missing.push('verification-running');
    else if (outage.state === 'restored' && state === 'failed') missing.push('verification-failed');
  }
  if (job.hazard && job.hazard.safeAt === null) missing.push('made-safe');
  if (job.cause === null && (outage?.cause ?? null) === null) missing.push('cause');
  if (hasArrived(job)) {
    if (job.material === null) missing.push('material');
    const { before, after } = photosMissing(job, settings);
    if (before > 0) missing.push('photo-before');
    if (after > 0) missing.push('photo-after');
  }
  if (job.reminders.some(({ answeredAt }) => answeredAt === null)) missing.push('reminder-unanswered');
  return missing;
}

export function photosMissing(
  job: Job,
  { photosBefore, photosAfter }: RepairSettings,
): { readonly before: number; readonly after: number } {
  if (!hasArrived(job)) return { before: 0, after: 0 };
  const have = (moment: 'before' | 'after'): number => job.photos.filter((photo) => photo.moment === moment).length;
  return { before: Math.max(0, photosBefore - have('before')), after: Math.max(0, photosAfter - have('after')) };
}

export type Contradiction = { readonly code: string; readonly values: Readonly<Record<string, string | number>> };

/** Said to be restored, and yet … */
export function contradictionsOf(view: LiveView, job: Job): readonly Contradiction[] {
  if (job.status !== 'restored' && job.status !== 'verifying') return [];
  const outage = job.outage === null ? null : view.outage(job.outage);
  if (!outage) return [];
  const found: Contradiction[] = [];
  if (isOpen(outage)) found.push({ code: 'outage-open', values: { outage: outage.id, customersOut: outage.customersOut } });
  const { state, verified, toVerify } = verifiedOf(view, job);
  if (state === 'failed') found.push({ code: 'verification-failed', values: { verified, toVerify } });
  if (outage.disputed) found.push({ code: 'disputed', values: { outage: outage.id } });
  const nested = view.nestedIn(outage.id).filter((id) => {
    const below = view.outage(id);
    return below !== null && isOpen(below);
  });
  if (nested.length > 0) found.push({ code: 'left-behind', values: { outages: nested.join(' '), count: nested.length } });
  return found;
}
