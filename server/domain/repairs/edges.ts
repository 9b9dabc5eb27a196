/** Which step may follow which, and where a reason is asked for (rule R2). */

import type { JobStatus } from '../../../shared/records/job.ts';

/** The way of a job that goes well. */
export const CHAIN: readonly JobStatus[] = [
  'created',
  'accepted',
  'dispatched',
  'en-route',
  'arrived',
  'assessing',
  'repairing',
  'restored',
  'verifying',
  'closed',
];

export const rankOf = (status: JobStatus): number => CHAIN.indexOf(status);

export type Edge = { readonly needsReason: boolean };

const PLAIN: Edge = { needsReason: false };
const EXPLAINED: Edge = { needsReason: true };

/** A suspended job begins again where nobody is on the way: as it was when it had no crew yet. */
export const resumedAt = (suspendedAt: JobStatus | null): JobStatus => (suspendedAt === 'created' ? 'created' : 'accepted');

/** Null = not allowed at all. */
export function edgeOf(from: JobStatus, to: JobStatus, suspendedAt: JobStatus | null): Edge | null {
  if (from === 'cancelled') return null;
  if (from === 'closed') return to === 'verifying' ? EXPLAINED : null;
  if (to === 'cancelled') return EXPLAINED;
  if (from === 'suspended') return to === resumedAt(suspendedAt) ? PLAIN : null;
  const [a, b] = [rankOf(from), rankOf(to)];
  if (to === 'suspended') return a < rankOf('restored') ? EXPLAINED : null;
  if (b === a + 1) return PLAIN;
  if (b > a) return EXPLAINED;
  const back = (from === 'repairing' && to === 'assessing') || (from === 'verifying' && to === 'repairing');
  return back ? EXPLAINED : null;
}

const ALL: readonly JobStatus[] = [...CHAIN, 'suspended', 'cancelled'];

/** Every step that may come next, the usual one first. */
export const nextOf = (from: JobStatus, suspendedAt: JobStatus | null): readonly { readonly status: JobStatus; readonly edge: Edge }[] =>
  ALL.flatMap((status) => {
    const edge = edgeOf(from, status, suspendedAt);
    return edge ? [{ status, edge }] : [];
  }).sort((a, b) => Number(a.edge.needsReason) - Number(b.edge.needsReason));
