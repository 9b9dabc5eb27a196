/** What a feed of another system says about one outage, whatever its own format. */

import type { Row } from '../fields.ts';

export type Reported = {
  readonly status: 'open' | 'restored';
  readonly lat: number | null;
  readonly lon: number | null;
  readonly customers: number | null;
  readonly cause: string | null;
  readonly crewStatus: string | null;
  /** Epoch milliseconds, as are the times below. */
  readonly estimatedRestoration: number | null;
  /** Begin and last change by the utility's own clock. */
  readonly startedAt: number | null;
  readonly updatedAt: number | null;
  readonly area: string | null;
};

export type Feed = {
  readonly name: string;
  readonly keyField: string;
  /** A record with this field is of this feed. */
  readonly knownBy: string;
  /** Groups and other things that are no outages are left out. */
  readonly isOutage: (key: string) => boolean;
  readonly read: (record: Row) => Reported;
};

/** A position of 0, 0 is how feeds write "unknown". */
export function position(lat: number | null, lon: number | null): { lat: number | null; lon: number | null } {
  const known = lat !== null && lon !== null && (lat !== 0 || lon !== 0) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return known ? { lat, lon } : { lat: null, lon: null };
}

/** Numbers written as text or as numbers. */
export function looseNumber(record: Row, name: string): number | null {
  const value = record[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export const looseCount = (record: Row, name: string): number | null => {
  const value = looseNumber(record, name);
  return value === null ? null : Math.max(0, Math.round(value));
};
