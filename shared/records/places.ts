/** Feeders and areas with their customers: total, out, predicted, partial, unknown. */

import * as z from 'zod';

export const customerCounts = z.object({
  customersTotal: z.number().int(),
  customersOut: z.number().int(),
  customersPredicted: z.number().int(),
  customersPartial: z.number().int(),
  customersUnknown: z.number().int(),
});

export const feederRecord = customerCounts.extend({
  id: z.string(),
  name: z.string(),
  substation: z.string().nullable(),
  area: z.string().nullable(),
  outagesOpen: z.number().int(),
  /** Position of the switch at its head, null when it has none. */
  headPosition: z.enum(['open', 'closed', 'intermediate', 'unknown']).nullable(),
  stale: z.boolean(),
});
export type FeederRecord = z.infer<typeof feederRecord>;

export const areaRecord = customerCounts.extend({
  id: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
  level: z.enum(['province', 'city', 'county', 'district']).nullable(),
  class: z.enum(['urban', 'rural', 'remote']),
  outagesOpen: z.number().int(),
});
export type AreaRecord = z.infer<typeof areaRecord>;
