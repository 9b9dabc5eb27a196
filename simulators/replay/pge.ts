/** PG&E's outage map: all values are text, times are epoch seconds. */

import { type Row, textOf } from '../fields.ts';
import { type Feed, looseCount, looseNumber, position } from './feed.ts';

const seconds = (record: Row, name: string): number | null => {
  const value = looseNumber(record, name);
  return value === null || value <= 0 ? null : Math.round(value * 1_000);
};

export const pge: Feed = {
  name: 'pge',
  keyField: 'outageNumber',
  knownBy: 'outageNumber',
  isOutage: () => true,
  read: (record) => ({
    status: 'open',
    ...position(looseNumber(record, 'latitude'), looseNumber(record, 'longitude')),
    customers: looseCount(record, 'estCustAffected'),
    cause: textOf(record, 'cause'),
    crewStatus: textOf(record, 'crewCurrentStatus'),
    estimatedRestoration: seconds(record, 'currentEtor') ?? seconds(record, 'autoEtor'),
    startedAt: seconds(record, 'outageStartTime'),
    updatedAt: seconds(record, 'lastUpdateTime'),
    area: textOf(record, 'regionName'),
  }),
};
