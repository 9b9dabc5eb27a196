/** UK Power Networks' live faults: local time without zone, map groups between the outages, texts with HTML. */

import { Temporal } from 'temporal-polyfill';
import { isRow, numberOf, type Row, rowsOf, textOf } from '../fields.ts';
import { type Feed, looseCount, position } from './feed.ts';

const ZONE = 'Europe/London';
// 0001-01-01T00:00:00 is how the feed writes "unknown".
const EARLIEST = '2000';

/** In the hour that autumn repeats, the earlier one is meant. */
export function londonTime(text: string | null): number | null {
  if (text === null || text < EARLIEST) return null;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE, { disambiguation: 'earlier' }).epochMilliseconds;
  } catch {
    return null;
  }
}

function middle(record: Row): { lat: number | null; lon: number | null } {
  const known = rowsOf(record, 'PostcodeGeometryData')
    .map((postcode) =>
      isRow(postcode.Center) ? position(numberOf(postcode.Center, 'lat'), numberOf(postcode.Center, 'lng')) : position(null, null),
    )
    .flatMap(({ lat, lon }) => (lat === null || lon === null ? [] : [{ lat, lon }]));
  if (known.length === 0) return { lat: null, lon: null };
  return {
    lat: known.reduce((sum, one) => sum + one.lat, 0) / known.length,
    lon: known.reduce((sum, one) => sum + one.lon, 0) / known.length,
  };
}

function lastStep(record: Row): Row | null {
  const steps = rowsOf(record, 'Steps').filter((step) => londonTime(textOf(step, 'Date')) !== null);
  return steps.find((step) => step.Active === true) ?? steps.at(-1) ?? null;
}

const plain = (html: string | null): string | null =>
  html
    ?.replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim() || null;

export const ukpn: Feed = {
  name: 'ukpn',
  keyField: 'IncidentReference',
  knownBy: 'IncidentReference',
  // `MULT-` are groups on the map with a new id at every poll.
  isOutage: (key) => key.startsWith('INCD-'),
  read(record) {
    const step = lastStep(record);
    const postcodes = Array.isArray(record.PostCodesAffected) ? record.PostCodesAffected : [];
    return {
      status: record.PowerCutType === 'Restored' || londonTime(textOf(record, 'RestoredDateTime')) !== null ? 'restored' : 'open',
      ...middle(record),
      customers: looseCount(record, 'NoCustomerAffected'),
      cause: plain(textOf(record, 'IncidentCategoryCustomerFriendlyDescription')),
      crewStatus: step ? textOf(step, 'Name') : null,
      estimatedRestoration: londonTime(textOf(record, 'EstimatedRestorationDate')),
      startedAt: londonTime(textOf(record, 'ReceivedDate')),
      updatedAt: step ? londonTime(textOf(step, 'Date')) : null,
      area: postcodes.filter((one) => typeof one === 'string').join(', ') || null,
    };
  },
};
