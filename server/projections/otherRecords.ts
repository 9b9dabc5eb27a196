/** Writes sources, reports of other systems, and single service points. */

import type { ReportRecord } from '../../shared/records/report.ts';
import type { SourceRecord } from '../../shared/records/source.ts';
import type { ServicePointRecord } from '../../shared/records/summary.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import type { Source } from '../domain/evidence/sources.ts';
import { NONE } from '../domain/network/network.ts';
import { lettersOf } from '../domain/network/phases.ts';
import type { ReportedOutage } from '../domain/reports/reports.ts';
import type { View } from '../domain/view.ts';

export function sourceRecordOf(view: View, source: Source): SourceRecord {
  const { points, stale, customersBehind } = view.pointsOfSource(source.id);
  return {
    id: source.id,
    kinds: [...source.kinds],
    transport: source.id.startsWith('spb:') ? 'sparkplug' : 'json',
    online: source.online,
    stale: !source.online || stale > 0,
    lastAt: formatTimeOrNull(source.lastAt),
    lastReceivedAt: formatTimeOrNull(source.lastReceivedAt),
    offlineSince: formatTimeOrNull(source.offlineSince),
    accepted: source.accepted,
    duplicates: 0,
    rejected: 0,
    gaps: source.gaps,
    missing: source.missing,
    skewMs: source.skewMs === null ? null : Math.round(source.skewMs),
    points: points + source.measures.size,
    pointsStale: stale,
    customersBehind,
  };
}

export function reportRecordOf(report: ReportedOutage): ReportRecord {
  const { id, status, customers, cause, crewStatus, area, source, lon, lat } = report;
  return {
    id,
    status,
    customers,
    cause,
    crewStatus,
    estimatedRestoration: formatTimeOrNull(report.estimatedRestorationAt),
    area,
    source,
    firstAt: formatTime(report.firstAt),
    updatedAt: formatTime(report.updatedAt),
    lon,
    lat,
  };
}

/** `GET /api/v1/service-points/{id}`. */
export function servicePointRecordOf(view: View, index: number): ServicePointRecord {
  const { network, world } = view;
  const { servicePoints, feeders, areas } = network;
  const { power, since, outage, deadPhases, stale, predicted } = view.servicePoint(index);
  const current = world.energisation.feederOfServicePoint(index);
  const device = outage === null ? null : view.outage(outage);
  const [lon, lat] = [servicePoints.lon[index]!, servicePoints.lat[index]!];
  return {
    id: servicePoints.ids[index]!,
    power,
    since: formatTimeOrNull(since),
    outage,
    feeder: feeders[servicePoints.feeder[index]!]?.id ?? null,
    currentFeeder: current === NONE ? null : feeders[current]!.id,
    area: areas[servicePoints.area[index]!]?.id ?? null,
    customers: servicePoints.customers[index]!,
    phases: lettersOf(servicePoints.phases[index]!),
    deadPhases: lettersOf(deadPhases),
    stale,
    predicted,
    address: servicePoints.addresses[index] ?? null,
    device: device ? network.branches.ids[device.device]! : null,
    lon: Number.isFinite(lon) ? lon : null,
    lat: Number.isFinite(lat) ? lat : null,
  };
}
