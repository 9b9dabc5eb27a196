/** A customer as the service desk sees one: who, where, what is known of the supply, and the sentence to say (rules C3, C4, C6). */

import * as z from 'zod';
import { callRecord } from './call.ts';
import { complaintRecord } from './complaint.ts';

/** How the supply stands, in the words of the engine (rule C4). */
export const supplyState = z.enum(['on', 'partial', 'out', 'predicted', 'unknown', 'disconnected']);

/** A line of the answer list; names, phones and addresses are masked for those who may not read them. */
export const customerRecord = z.object({
  id: z.string(),
  account: z.string().nullable(),
  meter: z.string().nullable(),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  masked: z.boolean(),
  locale: z.enum(['en', 'zh-CN']).nullable(),
  class: z.enum(['residential', 'commercial', 'industrial', 'public']),
  servicePoint: z.string(),
  /** Kind of key customer, null for most. */
  key: z.object({ reason: z.string(), level: z.string().nullable() }).nullable(),
  /** null for roles that may not know. */
  lifeSupport: z.boolean().nullable(),
  power: supplyState,
  outage: z.string().nullable(),
  /** How it was found: a number, words, or with one wrong letter. */
  foundBy: z.enum(['number', 'words', 'near', 'id']),
});
export type CustomerRecord = z.infer<typeof customerRecord>;

export const answerSentence = z.object({
  /** Line of the table of rule C6. */ line: z.number().int().min(1).max(10),
  en: z.string(),
  zh: z.string(),
});

export const supplyEvidence = z.object({
  kind: z.enum(['switch', 'meter', 'call', 'ping', 'crew', 'network']),
  at: z.string().nullable(),
  /** Its source has been silent since. */
  stale: z.boolean(),
});

export const customerAnswer = z.object({
  asOf: z.string(),
  customer: customerRecord.nullable(),
  servicePoint: z.string(),
  area: z.string().nullable(),
  feeder: z.string().nullable(),
  supply: z.object({ state: supplyState, since: z.string().nullable(), evidence: z.array(supplyEvidence) }),
  outage: z
    .object({
      id: z.string(),
      state: z.string(),
      cause: z.string().nullable(),
      startedAt: z.string(),
      line: z.string(),
      estimateAt: z.string().nullable(),
      nextNewsAt: z.string().nullable(),
      stage: z.string().nullable(),
      job: z.string().nullable(),
      customersOut: z.number().int(),
    })
    .nullable(),
  planned: z.array(
    z.object({
      id: z.string(),
      line: z.string(),
      startsAt: z.string(),
      endsAt: z.string(),
      inForce: z.boolean(),
      toldAt: z.string().nullable(),
    }),
  ),
  interruptions: z.array(z.object({ outage: z.string(), from: z.string(), to: z.string().nullable() })),
  calls: z.array(callRecord),
  complaints: z.array(complaintRecord),
  messages: z.array(
    z.object({ about: z.string(), kind: z.string(), part: z.string(), channel: z.string().nullable(), at: z.string().nullable() }),
  ),
  backupMinutes: z.number().nullable(),
  repeatCaller: z.boolean(),
  sentence: answerSentence,
});
export type CustomerAnswer = z.infer<typeof customerAnswer>;
export type SupplyState = z.infer<typeof supplyState>;
export type AnswerSentence = z.infer<typeof answerSentence>;
