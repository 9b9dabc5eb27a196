/** A source of messages: alive or silent, what it said, what was missed. */

import * as z from 'zod';

export const sourceRecord = z.object({
  id: z.string(),
  /** Kinds of message it sent, in order of first appearance. */
  kinds: z.array(z.string()),
  transport: z.enum(['json', 'sparkplug', 'http', 'internal']),
  online: z.boolean(),
  stale: z.boolean(),
  lastAt: z.string().nullable(),
  lastReceivedAt: z.string().nullable(),
  offlineSince: z.string().nullable(),
  accepted: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
  gaps: z.number().int(),
  missing: z.number().int(),
  /** Receive time minus source time, milliseconds, smoothed. */
  skewMs: z.number().nullable(),
  points: z.number().int(),
  pointsStale: z.number().int(),
  customersBehind: z.number().int(),
});
export type SourceRecord = z.infer<typeof sourceRecord>;

export const rejectionRecord = z.object({
  at: z.string(),
  topic: z.string(),
  reason: z.string(),
  detail: z.string(),
  source: z.string().nullable(),
  payload: z.string(),
});
export type RejectionRecord = z.infer<typeof rejectionRecord>;
