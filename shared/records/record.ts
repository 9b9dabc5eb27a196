/** Every kind of record on the live feed, by its name there. */

import * as z from 'zod';
import { crewRecord } from './crew.ts';
import { deviceRecord } from './device.ts';
import { jobRecord } from './job.ts';
import { keyCustomerRecord } from './keyCustomer.ts';
import { notificationRecord } from './notification.ts';
import { outageRecord } from './outage.ts';
import { areaRecord, feederRecord } from './places.ts';
import { plannedRecord } from './planned.ts';
import { reportRecord } from './report.ts';
import { serviceDeskRecord } from './serviceDesk.ts';
import { sourceRecord } from './source.ts';
import { summaryRecord } from './summary.ts';

export const records = {
  outage: outageRecord,
  device: deviceRecord,
  feeder: feederRecord,
  area: areaRecord,
  source: sourceRecord,
  report: reportRecord,
  job: jobRecord,
  crew: crewRecord,
  notification: notificationRecord,
  planned: plannedRecord,
  keyCustomer: keyCustomerRecord,
  service: serviceDeskRecord,
  summary: summaryRecord.omit({ asOf: true, journal: true, revision: true }).extend({ id: z.literal('summary') }),
} as const;

export type RecordKind = keyof typeof records;
export type RecordOf<K extends RecordKind> = z.infer<(typeof records)[K]>;
export const recordKinds = Object.keys(records).filter((kind): kind is RecordKind => kind in records);
