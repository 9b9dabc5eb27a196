/** Customers without supply over the last hours, one sample a minute: `GET /api/v1/summary/history`. */

import * as z from 'zod';

export const summarySample = z.object({
  at: z.iso.datetime({ precision: 3 }),
  customersOut: z.number().int(),
  customersPredicted: z.number().int(),
  customersUnknown: z.number().int(),
});
export type SummarySample = z.infer<typeof summarySample>;

/** Oldest first; a minute in which nothing ran has no sample. */
export const summaryHistory = z.object({ items: z.array(summarySample) });
