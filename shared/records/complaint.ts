/** A complaint with its owner, its clocks, its answers and the visit that ends it (rules C7 to C10, C13, C14). */

import * as z from 'zod';

export const complaintClass = z.enum(['service', 'business', 'supply-interruption', 'quality', 'construction']);
export const complaintSubject = z.enum(['general', 'appliance-damage', 'arrears']);
export const clockName = z.enum(['contact', 'answer', 'on-site', 'restore']);
export const clockState = z.enum(['running', 'warning', 'breached', 'met', 'missed']);

export const clockRecord = z.object({
  name: clockName,
  dueAt: z.string(),
  warnAt: z.string(),
  doneAt: z.string().nullable(),
  state: clockState,
});

/** What a complaint still needs before it may be closed (rule C8). */
export const missingPart = z.enum(['contact', 'answer', 'root-cause', 'correction', 'return-visit', 'new-owner']);

export const complaintRecord = z.object({
  id: z.string(),
  state: z.enum(['open', 'closed']),
  class: complaintClass,
  subject: complaintSubject,
  customer: z.string().nullable(),
  servicePoint: z.string().nullable(),
  area: z.string().nullable(),
  feeder: z.string().nullable(),
  outage: z.string().nullable(),
  job: z.string().nullable(),
  planned: z.string().nullable(),
  notification: z.string().nullable(),
  call: z.string().nullable(),
  text: z.string(),
  openedAt: z.string(),
  openedBy: z.string(),
  closedAt: z.string().nullable(),
  owner: z.string(),
  /** Raised by one with every chase (rule C10). */
  priority: z.number().int(),
  chases: z.number().int(),
  /** Highest level that was told of a breach. */
  escalation: z.enum(['none', 'county', 'city', 'province']),
  clocks: z.array(clockRecord),
  missing: z.array(missingPart),
  answer: z.string().nullable(),
  rootCause: z.string().nullable(),
  correction: z.string().nullable(),
  returnVisit: z.object({ at: z.string(), by: z.string(), satisfied: z.boolean(), note: z.string().nullable() }).nullable(),
  score: z.number().int().min(1).max(5).nullable(),
  reopened: z.number().int(),
  /** Interruptions, messages and jobs of the customer when it was opened, put there by the system (rule C13). */
  attached: z.array(
    z.object({ kind: z.enum(['interruption', 'notice', 'job']), id: z.string(), at: z.string(), to: z.string().nullable() }),
  ),
  history: z.array(z.object({ at: z.string(), by: z.string(), what: z.string(), text: z.string().nullable() })),
});
export type ComplaintRecord = z.infer<typeof complaintRecord>;
export type ComplaintClass = z.infer<typeof complaintClass>;
export type ComplaintSubject = z.infer<typeof complaintSubject>;
export type ClockName = z.infer<typeof clockName>;
export type MissingPart = z.infer<typeof missingPart>;

export const hotSpotRecord = z.object({
  feeder: z.string(),
  name: z.string(),
  class: complaintClass,
  /** Local month, "2026-11". */
  month: z.string(),
  cases: z.number().int(),
  customers: z.number().int(),
  perThousand: z.number(),
  complaints: z.array(z.string()),
});
export type HotSpotRecord = z.infer<typeof hotSpotRecord>;
