/** The figures on top of every screen: `GET /api/v1/summary`, and one record on the feed. */

import * as z from 'zod';

export const summaryRecord = z.object({
  asOf: z.string(),
  journal: z.string(),
  revision: z.number().int(),
  customersTotal: z.number().int(),
  customersOut: z.number().int(),
  customersPredicted: z.number().int(),
  customersPartial: z.number().int(),
  customersUnknown: z.number().int(),
  servicePointsOut: z.number().int(),
  outagesOpen: z.number().int(),
  jobsOpen: z.number().int(),
  messages: z.object({
    received: z.number().int(),
    accepted: z.number().int(),
    duplicates: z.number().int(),
    rejected: z.number().int(),
  }),
  /** Meter events since the start, each in exactly one bucket: in = attached + suppressed + rejected + pending (rules A15, A16). */
  meters: z
    .object({
      in: z.number().int(),
      attached: z.number().int(),
      suppressed: z.number().int(),
      rejected: z.number().int(),
      pending: z.number().int(),
    })
    .optional(),
  /** Rule P20: null while nothing was ever switched or proposed. */
  stormMode: z
    .object({
      on: z.boolean(),
      since: z.string().nullable(),
      by: z.string().nullable(),
      reason: z.string().nullable(),
      /** What a supervisor is asked to do. */
      proposal: z.object({ on: z.boolean(), reason: z.enum(['calls', 'outages', 'customers', 'calm']), since: z.string() }).nullable(),
      /** Meters that feed predictions, of all (rule A13); null while all do. */
      meters: z.object({ used: z.number().int(), of: z.number().int() }).nullable(),
    })
    .nullable()
    .optional(),
  sources: z.object({ online: z.number().int(), stale: z.number().int() }),
});
export type SummaryRecord = z.infer<typeof summaryRecord>;

/** `GET /api/v1/service-points/{id}`. */
export const servicePointRecord = z.object({
  id: z.string(),
  power: z.enum(['on', 'partial', 'out', 'unknown']),
  since: z.string().nullable(),
  outage: z.string().nullable(),
  feeder: z.string().nullable(),
  currentFeeder: z.string().nullable(),
  area: z.string().nullable(),
  customers: z.number().int(),
  phases: z.string(),
  deadPhases: z.string(),
  stale: z.boolean(),
  predicted: z.boolean(),
  address: z.string().nullable(),
  device: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type ServicePointRecord = z.infer<typeof servicePointRecord>;
