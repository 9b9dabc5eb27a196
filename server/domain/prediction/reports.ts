/** The unexplained reports below each device, kept up to date along the path of the service point that reported. */

import { NO_DEVICE, type ProtectionTree, pathUp } from './protectionTree.ts';

/** Evidence that one service point is dark, however often it was said (rule P2). */
export type Report = {
  /** Earliest evidence: the start of a predicted outage (rule O16). Epoch milliseconds. */
  readonly firstAt: number;
  /** Newest evidence: decides which reports count together (rule P6). */
  readonly lastAt: number;
  readonly calls: number;
  readonly meters: number;
};

export type DeviceReports = {
  /** Newest evidence of each reporting service point below, ascending. */
  readonly times: number[];
  /** Service points below that meters alone speak for. */
  meterPoints: number;
  /** Protective devices directly below with at least one report. */
  readonly children: Set<number>;
  /** Service points fed without a smaller device between, that reported. */
  readonly points: Set<number>;
};

export type ReportBook = {
  get(point: number): Report | undefined;
  below(device: number): DeviceReports | undefined;
  /** Devices at the top of a path that hold reports. */
  readonly tops: ReadonlySet<number>;
  /** Service points with a report but without any protective device above. */
  readonly loose: ReadonlySet<number>;
  set(point: number, report: Report): void;
  remove(point: number): void;
  readonly size: () => number;
};

/** First place in an ascending list whose value is at least `value`. */
export function lowerBound(times: readonly number[], value: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const metersOnly = (report: Report): boolean => report.calls === 0 && report.meters > 0;

export function createReportBook(tree: ProtectionTree): ReportBook {
  const reports = new Map<number, Report>();
  const byDevice = new Map<number, DeviceReports>();
  const tops = new Set<number>();
  const loose = new Set<number>();

  function add(point: number, report: Report): void {
    const path = pathUp(tree, point);
    if (path.length === 0) loose.add(point);
    let child = NO_DEVICE;
    for (const device of path) {
      let entry = byDevice.get(device);
      if (!entry) {
        entry = { times: [], meterPoints: 0, children: new Set(), points: new Set() };
        byDevice.set(device, entry);
      }
      entry.times.splice(lowerBound(entry.times, report.lastAt), 0, report.lastAt);
      if (metersOnly(report)) entry.meterPoints += 1;
      if (child === NO_DEVICE) entry.points.add(point);
      else entry.children.add(child);
      child = device;
    }
    if (child !== NO_DEVICE) tops.add(child);
  }

  function drop(point: number, report: Report): void {
    loose.delete(point);
    let child = NO_DEVICE;
    for (const device of pathUp(tree, point)) {
      const entry = byDevice.get(device);
      if (!entry) continue;
      entry.times.splice(lowerBound(entry.times, report.lastAt), 1);
      if (metersOnly(report)) entry.meterPoints -= 1;
      if (child === NO_DEVICE) entry.points.delete(point);
      else if (!byDevice.has(child)) entry.children.delete(child);
      if (entry.times.length === 0) {
        byDevice.delete(device);
        tops.delete(device);
      }
      child = device;
    }
  }

  return {
    get: (point) => reports.get(point),
    below: (device) => byDevice.get(device),
    tops,
    loose,
    set(point, report) {
      const before = reports.get(point);
      if (before) drop(point, before);
      reports.set(point, report);
      add(point, report);
    },
    remove(point) {
      const before = reports.get(point);
      if (!before) return;
      reports.delete(point);
      drop(point, before);
    },
    size: () => reports.size,
  };
}
