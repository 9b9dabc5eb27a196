/** How good the estimates of restoration were, as screens and the API show it (rule T12). */

import * as z from 'zod';

export const estimateAccuracy = z.object({
  /** Ended outages scored. */
  outages: z.number().int(),
  horizons: z.array(
    z.object({
      horizon: z.enum(['first', '4h', '1h', 'last']),
      cases: z.number().int(),
      /** Shares and minutes are null without a case. */
      hitRate: z.number().nullable(),
      meanErrorMinutes: z.number().nullable(),
      /** Above 0: supply came back later than said. */
      biasMinutes: z.number().nullable(),
      /** Late minutes count double. */
      costMinutes: z.number().nullable(),
      missed: z.number().int(),
    }),
  ),
  changesPerCustomer: z.number().nullable(),
  firstInTime: z.number().nullable(),
  overdue: z.number().int(),
});
export type EstimateAccuracy = z.infer<typeof estimateAccuracy>;
