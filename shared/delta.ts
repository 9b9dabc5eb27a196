/** The one message of the live feed: what changed between two revisions, or everything. */

import * as z from 'zod';
import { type RecordKind, type RecordOf, records } from './records/record.ts';

const upserts = z.object({
  outage: z.array(records.outage).optional(),
  device: z.array(records.device).optional(),
  feeder: z.array(records.feeder).optional(),
  area: z.array(records.area).optional(),
  source: z.array(records.source).optional(),
  report: z.array(records.report).optional(),
  job: z.array(records.job).optional(),
  crew: z.array(records.crew).optional(),
  notification: z.array(records.notification).optional(),
  planned: z.array(records.planned).optional(),
  keyCustomer: z.array(records.keyCustomer).optional(),
  service: z.array(records.service).optional(),
  summary: z.array(records.summary).optional(),
});

export const deltaSchema = z.object({
  journal: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  asOf: z.string(),
  /** true: forget everything, this is complete. */
  reset: z.boolean(),
  /** false while nothing can be written down (promise P12). */
  recording: z.boolean(),
  /** Simulated time runs at this many seconds a second; null on the wall clock. */
  clockSpeed: z.number().nullable(),
  upserts,
  /** Kind and id, the kind once: "outage:7", "device:cb-31". */
  removals: z.array(z.string()),
});

export type Upserts = { [K in RecordKind]?: RecordOf<K>[] };
export type Delta = Omit<z.infer<typeof deltaSchema>, 'upserts'> & { upserts: Upserts };
