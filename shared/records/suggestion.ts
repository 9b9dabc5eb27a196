/** Where a fault lies and what switching would bring back whom: advice, never executed by this system (rules F1 to F11). */

import * as z from 'zod';

export const faultSection = z.object({
  branches: z.array(z.string()),
  reasons: z.array(
    z.object({ code: z.enum(['no-indicators', 'after', 'before', 'contradiction', 'hazard', 'hint']), branch: z.string().nullable() }),
  ),
});
export type FaultSectionRecord = z.infer<typeof faultSection>;

export const switchingStep = z.object({
  device: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  from: z.enum(['open', 'closed']),
  to: z.enum(['open', 'closed']),
  remote: z.boolean(),
  /** Expected time of the step. */
  minutes: z.number(),
  /** Customers who get supply by it. */
  customers: z.number().int(),
  keyCustomers: z.number().int(),
  check: z.enum(['isolated', 'side-clean', 'load']),
});

export const switchingPlan = z.object({
  steps: z.array(switchingStep),
  customers: z.number().int(),
  keyCustomers: z.number().int(),
  manualSteps: z.number().int(),
  minutes: z.number(),
  /** kVA the tightest tie could still carry. */
  marginKva: z.number().nullable(),
  /** Customers who wait for the repair. */
  leftOut: z.number().int(),
  /** Branches that would be live again, for the map. */
  branches: z.array(z.string()),
});
export type SwitchingPlanRecord = z.infer<typeof switchingPlan>;

/** `GET /api/v1/outages/{id}/suggestions`. */
export const suggestions = z.object({
  outage: z.string(),
  asOf: z.iso.datetime({ precision: 3 }),
  executedHere: z.literal(false),
  /** Changes when anything a plan rests on changes; a plan of another basis is void. */
  basis: z.string(),
  section: faultSection.nullable(),
  plans: z.array(switchingPlan),
  /** What switching has brought back so far, by step, against waiting until now or until the end (rule F12). */
  done: z
    .array(
      z.object({
        at: z.iso.datetime({ precision: 3 }),
        how: z.enum(['switch-closed', 'tie-closed']),
        customers: z.number().int(),
        customerMinutesSaved: z.number().int(),
      }),
    )
    .default([]),
  /** What waits for the repair when nobody switches. */
  repairOnly: z.object({ customers: z.number().int() }),
  none: z.enum(['not-open', 'not-confirmed', 'no-dark-side', 'partial-phases', 'hazard', 'nothing-to-gain']).nullable(),
});
export type Suggestions = z.infer<typeof suggestions>;
