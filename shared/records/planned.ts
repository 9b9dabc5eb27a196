/** A planned outage as screens and the API show it (section L). */

import * as z from 'zod';

export const plannedState = z.enum(['checked', 'approved', 'notified', 'in-force', 'completed', 'cancelled']);
export type PlannedState = z.infer<typeof plannedState>;
export const plannedKind = z.enum(['planned', 'maintenance', 'temporary']);
export type PlannedKind = z.infer<typeof plannedKind>;

export const planFinding = z.object({
  code: z.enum([
    'late-notice',
    'too-soon-again',
    'overlaps',
    'second-in-thirty-days',
    'third-in-sixty-days',
    'too-long',
    'both-supplies',
    'tie-in-use',
    'key-customer',
    'open-outage',
    'network-changed',
  ]),
  rule: z.string(),
  /** `signed`: needs a reason; `refused`: cannot be approved as it is. */
  severity: z.enum(['told', 'signed', 'refused']),
  customers: z.number().int(),
  /** Plan or outage it conflicts with, or a key customer. */
  with: z.string().nullable(),
});
export type PlanFinding = z.infer<typeof planFinding>;

const time = z.iso.datetime({ precision: 3 });
const count = z.number().int();

export const plannedRecord = z.object({
  id: z.string(),
  kind: plannedKind,
  state: plannedState,
  open: z.array(z.string()),
  close: z.array(z.string()),
  work: z.string(),
  start: time,
  end: time,
  submittedBy: z.string(),
  approvedBy: z.string().nullable(),
  reason: z.string().nullable(),
  servicePoints: count,
  customers: count,
  keyCustomers: count,
  lifeSupport: count,
  areas: z.array(z.string()),
  findings: z.array(planFinding),
  /** Latest moment for a notice in time (rule L3). */
  noticeDueAt: time,
  /** Customers told in time, told late, and not reached yet; they add up to `customers` once notified. */
  compliance: z.object({ inTime: count, late: count, notReached: count }),
  /** What asks for a person now (rules L8, L9). */
  alarm: z.enum(['not-started', 'extension-asked', 'overrun']).nullable(),
  outage: z.string().nullable(),
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  overrunMinutes: count,
  lateCancel: z.boolean(),
  revision: count,
});
export type PlannedRecord = z.infer<typeof plannedRecord>;
