/** What everybody may know: how many customers are out where, with nobody's name, address or device in it. */

import * as z from 'zod';

export const publicArea = z.object({
  name: z.string(),
  customersOut: z.number().int(),
  since: z.string().nullable(),
  estimatedRestoration: z.string().nullable(),
});

export const publicSnapshot = z.object({
  asOf: z.string(),
  network: z.string(),
  customersTotal: z.number().int(),
  customersOut: z.number().int(),
  areas: z.array(publicArea),
  /** Customers out in places too small to be named. */
  customersOutElsewhere: z.number().int(),
});
export type PublicSnapshot = z.infer<typeof publicSnapshot>;
