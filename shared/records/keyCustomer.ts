/** A key or life-support customer as screens and the API show it, without personal data (section K). */

import * as z from 'zod';

const time = z.iso.datetime({ precision: 3 });
const count = z.number().int();

export const keyCustomerRecord = z.object({
  /** Id in the customer register. */
  id: z.string(),
  servicePoint: z.string(),
  area: z.string().nullable(),
  feeder: z.string().nullable(),
  reason: z.string().nullable(),
  level: z.enum(['special', 'I', 'II', 'temporary']).nullable(),
  /** User who answers for this customer. */
  manager: z.string().nullable(),
  lifeSupport: z.boolean(),
  power: z.enum(['on', 'partial', 'out', 'predicted', 'unknown']),
  since: time.nullable(),
  outage: z.string().nullable(),
  /** Supplies that live now, and all there are (rules N19, N20). */
  feeds: count,
  feedsTotal: count,
  backupMinutes: count.nullable(),
  /** When the backup runs out; null while supply is on or without an attested backup (rule K6). */
  backupUntil: time.nullable(),
  /** Minutes the estimate lies beyond the backup (rule K7). */
  shortfallMinutes: count.nullable(),
  attestedAt: time.nullable(),
  attestation: z.enum(['valid', 'review', 'expired', 'none']),
  /** The plan opened by itself and waits for an acknowledgement (rule K5). */
  plan: z.enum(['closed', 'open', 'acknowledged']),
  planOpenedAt: time.nullable(),
  alarm: z.enum(['shortfall', 'ten-minutes', 'thirty-minutes', 'redundancy-lost', 'off']).nullable(),
  contacts: z.array(z.object({ at: time, by: z.string(), reached: z.boolean(), note: z.string().nullable() })),
  drilledAt: time.nullable(),
  drillDue: z.boolean(),
  revision: count,
});
export type KeyCustomerRecord = z.infer<typeof keyCustomerRecord>;
