/** A contact at the service desk: who called about which place, what was answered, who owns it (rules C1, C2, C5, C11, C12). */

import * as z from 'zod';
import { callChannel, callKind } from '../messages/call.ts';

export const contactType = z.enum(['fault', 'enquiry', 'complaint', 'suggestion', 'application', 'report', 'praise']);
export const contactState = z.enum([
  /** Nobody knows where it belongs; matched or called back within the limit. */
  'unresolved',
  /** Taken; the customer waits for what comes. */
  'open',
  /** To be called back. */
  'call-back',
  'closed',
]);
export const supplyAnswer = z.enum(['back-on', 'still-out']);

export const reminderRecord = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  /** The customer hears by then (rule R19). */
  dueAt: z.string(),
  answeredAt: z.string().nullable(),
});

export const callRecord = z.object({
  id: z.string(),
  at: z.string(),
  channel: callChannel,
  type: contactType,
  kind: callKind,
  state: contactState,
  customer: z.string().nullable(),
  servicePoint: z.string().nullable(),
  area: z.string().nullable(),
  feeder: z.string().nullable(),
  /** Outage it is attached to, open, predicted or ended. */
  outage: z.string().nullable(),
  complaint: z.string().nullable(),
  /** Which field led to the place; null while unresolved. */
  matchedBy: z.enum(['service-point', 'account', 'phone', 'address', 'person']).nullable(),
  /** Its fields point to different customers. */
  conflict: z.boolean(),
  owner: z.string(),
  /** When it has to be matched, answered or called back. */
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
  reminders: z.array(reminderRecord),
  attempts: z.array(z.object({ at: z.string(), by: z.string(), outcome: z.string() })),
  /** 1 to 5, asked once (rule C11). */
  score: z.number().int().min(1).max(5).nullable(),
  reopened: z.number().int(),
  /** Three or more supply contacts within 60 days (rule C14). */
  repeatCaller: z.boolean(),
});
export type CallRecord = z.infer<typeof callRecord>;
export type ContactType = z.infer<typeof contactType>;
export type ContactState = z.infer<typeof contactState>;
