/** Turns recorded states into outage reports: one for each record and change, in the order of the recording. */

import { isRow, type Row } from '../fields.ts';
import type { Feed, Reported } from './feed.ts';
import type { RecordedLine } from './recording.ts';

export type Report =
  | ({ readonly key: string } & Reported)
  /** It left the feed, which says nothing about its power. */
  | { readonly key: string; readonly status: 'absent' };

export type ReportsOf = (line: RecordedLine) => Report[];

/** Holds the records, because a change names only the fields that changed. */
export function createReports(feed: Feed): ReportsOf {
  const held = new Map<string, Row>();

  function hold(key: string, record: Row): Report[] {
    held.set(key, record);
    return feed.isOutage(key) ? [{ key, ...feed.read(record) }] : [];
  }

  /** A key that a feed holds twice is `KEY#1` from the second on. */
  function keyOf(record: Row): string {
    const key = String(record[feed.keyField]);
    let unique = key;
    for (let n = 1; held.has(unique); n++) unique = `${key}#${n}`;
    return unique;
  }

  return (line) => {
    const reports: Report[] = [];
    for (const key of line.gone) {
      if (held.delete(key) && feed.isOutage(key)) reports.push({ key, status: 'absent' });
    }
    for (const { key, set, unset } of line.changed) {
      const record = { ...held.get(key), ...set };
      for (const field of unset) delete record[field];
      reports.push(...hold(key, record));
    }
    for (const record of [...line.full, ...line.added].filter(isRow)) reports.push(...hold(keyOf(record), record));
    return reports;
  };
}
