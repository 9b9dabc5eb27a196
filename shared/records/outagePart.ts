/** Devices at which an outage can be divided, with the customers who would go with each: `GET /api/v1/outages/{id}/parts`. */

import * as z from 'zod';

export const outageParts = z.object({
  outage: z.string(),
  /** Customers of the outage now. */
  customers: z.number().int(),
  items: z.array(z.object({ device: z.object({ id: z.string(), kind: z.string(), name: z.string() }), customers: z.number().int() })),
});
export type OutageParts = z.infer<typeof outageParts>;
