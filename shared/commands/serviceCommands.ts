/** What people ask of the service desk: calls, call-backs, reminders, complaints, satisfaction (rules C). */

import * as z from 'zod';
import { callChannel, callKind, phoneNumber } from '../messages/call.ts';
import { wireId, wireTime } from '../messages/envelope.ts';
import { contactType, supplyAnswer } from '../records/call.ts';
import { complaintClass, complaintSubject } from '../records/complaint.ts';

const text = z.string().min(1).max(2000);
const recordId = z.string().min(1).max(200);
const base = { id: wireId.describe('unique; the same id twice does it once') };
const score = z.number().int().min(1).max(5);
/** Who and where: at least one; a customer or service point decides, other fields are looked up. */
const place = {
  customer: wireId.optional(),
  servicePoint: wireId.optional(),
  account: wireId.optional(),
  phone: phoneNumber.optional(),
  address: z.string().min(1).max(400).optional(),
};

export const serviceCommands = {
  'call.take': z.strictObject({
    ...base,
    type: z.literal('call.take'),
    ...place,
    kind: callKind.default('no-power'),
    contact: contactType.optional().describe('default fault'),
    answer: supplyAnswer.optional().describe('what the customer says of a supply that should be back (rule C5)'),
    channel: callChannel.optional(),
    at: wireTime.optional().describe('when it was said; default now'),
    text: text.optional(),
  }),
  'call.match': z.strictObject({
    ...base,
    type: z.literal('call.match'),
    call: recordId,
    servicePoint: wireId.optional(),
    customer: wireId.optional(),
  }),
  'call.answer': z.strictObject({
    ...base,
    type: z.literal('call.answer'),
    call: recordId,
    outcome: z.enum(['informed', 'back-on', 'still-out', 'no-answer']),
    text: text.optional(),
  }),
  'call.remind': z.strictObject({ ...base, type: z.literal('call.remind'), call: recordId, text: text.optional() }),
  'call.rate': z.strictObject({ ...base, type: z.literal('call.rate'), call: recordId, score }),
  'complaint.open': z.strictObject({
    ...base,
    type: z.literal('complaint.open'),
    ...place,
    class: complaintClass,
    subject: complaintSubject.optional().describe('default general; appliance damage and arrears have clocks of their own'),
    text,
    outage: recordId.optional(),
    job: recordId.optional(),
    planned: recordId.optional(),
    notification: recordId.optional(),
    call: recordId.optional(),
    owner: recordId.optional().describe('default the person who opens it'),
  }),
  'complaint.update': z.strictObject({
    ...base,
    type: z.literal('complaint.update'),
    complaint: recordId,
    owner: recordId.optional(),
    contacted: z.boolean().optional().describe('the customer was spoken to'),
    onSite: z.boolean().optional(),
    restored: z.boolean().optional(),
    answer: text.optional(),
    rootCause: text.optional(),
    correction: text.optional(),
    returnVisit: z.strictObject({ satisfied: z.boolean(), note: text.optional() }).optional(),
    chased: z.boolean().optional().describe('the customer asks again (rule C10)'),
    score: score.optional(),
    note: text.optional(),
  }),
  'complaint.close': z.strictObject({
    ...base,
    type: z.literal('complaint.close'),
    complaint: recordId,
    note: text.optional(),
    reason: text.optional(),
  }),
} as const;

export type ServiceCommand = z.infer<(typeof serviceCommands)[keyof typeof serviceCommands]>;
const c = serviceCommands;
export const serviceCommand = z.discriminatedUnion('type', [
  c['call.take'],
  c['call.match'],
  c['call.answer'],
  c['call.remind'],
  c['call.rate'],
  c['complaint.open'],
  c['complaint.update'],
  c['complaint.close'],
]);
