/** The operations board: every record of the live feed, written from the live state by kind and id. */

import type { OutageDetail } from '../../shared/records/outage.ts';
import type { RecordKind, RecordOf } from '../../shared/records/record.ts';
import type { ServicePointRecord } from '../../shared/records/summary.ts';
import type { IdIndex } from '../domain/network/idIndex.ts';
import type { View } from '../domain/view.ts';
import { crewRecordOf } from './crewRecord.ts';
import { deviceRecordOf } from './deviceRecord.ts';
import { jobRecordOf } from './jobRecord.ts';
import { keyCustomerRecordOf } from './keyCustomerRecord.ts';
import { noticeRecordOf } from './noticeRecord.ts';
import { reportRecordOf, servicePointRecordOf, sourceRecordOf } from './otherRecords.ts';
import { outageDetailOf, outageRecordOf } from './outageRecord.ts';
import { areaRecordOf, feederRecordOf, summaryRecordOf } from './placeRecords.ts';
import { plannedRecordOf } from './plannedRecord.ts';
import { serviceDeskRecordOf } from './serviceRecords.ts';

type Writers = { readonly [K in RecordKind]: (view: View, id: string) => RecordOf<K> | null };

function at<T>(index: IdIndex, id: string, write: (place: number) => T): T | null {
  const place = index.get(id);
  return place === undefined ? null : write(place);
}

const writers: Writers = {
  outage(view, id) {
    const outage = view.outage(id);
    return outage ? outageRecordOf(view, outage) : null;
  },
  device: (view, id) =>
    at(view.network.branchIndex, id, (branch) => (view.abnormalDevices().has(branch) ? deviceRecordOf(view, branch) : null)),
  feeder: (view, id) => at(view.network.feederIndex, id, (feeder) => feederRecordOf(view, feeder)),
  area: (view, id) => at(view.network.areaIndex, id, (area) => areaRecordOf(view, area)),
  source(view, id) {
    const source = view.source(id);
    return source ? sourceRecordOf(view, source) : null;
  },
  report(view, id) {
    const report = view.report(id);
    return report ? reportRecordOf(report) : null;
  },
  job(view, id) {
    const job = view.desks.repairs.job(id);
    return job && jobRecordOf(view, job);
  },
  crew(view, id) {
    const crew = view.desks.repairs.crew(id);
    return crew && crewRecordOf(view, crew);
  },
  notification: noticeRecordOf,
  planned: plannedRecordOf,
  keyCustomer: keyCustomerRecordOf,
  service: (view) => serviceDeskRecordOf(view),
  summary: (view) => summaryRecordOf(view),
};

const lists: { readonly [K in RecordKind]: (view: View) => readonly string[] } = {
  outage: (view) => [...view.outages()].map(({ id }) => id),
  device: (view) => [...view.abnormalDevices()].map((branch) => view.network.branches.ids[branch]!),
  feeder: (view) => view.network.feeders.map(({ id }) => id),
  area: (view) => view.network.areas.map(({ id }) => id),
  source: (view) => [...view.sources()].map(({ id }) => id),
  report: (view) => [...view.reports()].map(({ id }) => id),
  job: (view) => view.desks.repairs.shown().map(({ id }) => id),
  crew: (view) => [...view.desks.repairs.crews()].map(({ id }) => id),
  notification: (view) => view.desks.notices.ids(),
  planned: (view) => [...view.desks.planned.plans()].map(({ id }) => id),
  keyCustomer: (view) => view.desks.keyCustomers.ids(),
  service: () => ['service'],
  summary: () => ['summary'],
};

/** The record as it is now; null when there is none (a device that is as it normally is has none). */
export const project = <K extends RecordKind>(view: View, kind: K, id: string): RecordOf<K> | null => writers[kind](view, id);

/** Every id of a kind that has a record now. */
export const ids = (view: View, kind: RecordKind): readonly string[] => lists[kind](view);

/** `GET /api/v1/outages/{id}`. */
export function outageDetail(view: View, id: string): OutageDetail | null {
  const outage = view.outage(id);
  return outage ? outageDetailOf(view, outage) : null;
}

/** `GET /api/v1/service-points/{id}`. */
export const servicePointDetail = (view: View, id: string): ServicePointRecord | null =>
  at(view.network.servicePointIndex, id, (point) => servicePointRecordOf(view, point));

/** `GET /api/v1/outages/{id}/service-points`: who is dark in it now. */
export const outageServicePoints = (view: View, id: string): readonly ServicePointRecord[] =>
  view.servicePointsOf(id).map((point) => servicePointRecordOf(view, point));
