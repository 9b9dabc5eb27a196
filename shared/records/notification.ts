/** A notice as screens and the API show it: what is told to whom about one outage or plan, and how far it got (rules M1, M5). */

import * as z from 'zod';

export const noticeKinds = [
  'fault',
  'correction',
  'cancelled',
  'temporary',
  'etr-change',
  'partly-restored',
  'restored',
  'still-out',
  'reminder',
  'maintenance',
  'planned',
] as const;
export const noticeKind = z.enum(noticeKinds);
export type NoticeKind = z.infer<typeof noticeKind>;

/** Each affected customer is in exactly one of these (rule M5). */
export const ledgerParts = [
  'delivered',
  'acknowledged',
  'inFlight',
  'failedNext',
  'manualPending',
  'manualDone',
  'held',
  'optedOut',
  'noContact',
  'unknown',
  'notNeeded',
] as const;
export const ledgerPart = z.enum(ledgerParts);
export type LedgerPart = z.infer<typeof ledgerPart>;

export const channelNames = ['sms', 'voice', 'email'] as const;
export const channelName = z.enum(channelNames);
export type ChannelName = z.infer<typeof channelName>;

const time = z.iso.datetime({ precision: 3 });
const count = z.number().int();

export const coverageLedger = z.object({
  delivered: count,
  acknowledged: count,
  inFlight: count,
  failedNext: count,
  manualPending: count,
  manualDone: count,
  held: count,
  optedOut: count,
  noContact: count,
  unknown: count,
  notNeeded: count,
});
export type CoverageLedger = z.infer<typeof coverageLedger>;

export const notificationRecord = z.object({
  id: z.string(),
  /** Outage or planned outage. */
  about: z.string(),
  kind: noticeKind,
  /** `held`: by a person; `awaits-approval`: needs a second person (rule M12); `awaits-verification`: supply is not yet proved back. */
  state: z.enum(['sending', 'done', 'held', 'awaits-approval', 'awaits-verification']),
  holdReason: z.string().nullable(),
  /** Smallest areas of those affected. */
  areas: z.array(z.string()),
  affected: count,
  /** delivered + acknowledged + manualDone (rule M6). */
  covered: count,
  /** Share of the affected that rule M6 asks for, and whether it is reached. */
  target: z.number(),
  ledger: coverageLedger,
  /** Messages that left, by channel. */
  sent: z.object({ sms: count, voice: count, email: count }),
  text: z.object({ en: z.string(), 'zh-CN': z.string() }),
  /** Parts one message is billed as, by language (rule M15). */
  segments: z.object({ en: count, 'zh-CN': count }),
  openedAt: time,
  firstSentAt: time.nullable(),
});
export type NotificationRecord = z.infer<typeof notificationRecord>;

/** One person's line of the ledger; who it is tells the customer register. */
export const noticeRecipient = z.object({
  customer: z.string().nullable(),
  servicePoint: z.string(),
  /** Customers this line stands for; more than one only where nobody is registered. */
  customers: count,
  part: ledgerPart,
  channel: channelName.nullable(),
  step: count,
  at: time.nullable(),
});
export type NoticeRecipient = z.infer<typeof noticeRecipient>;
