/** BC Hydro's outage map: epoch milliseconds, planned work mixed in. */

import { textOf } from '../fields.ts';
import { type Feed, looseCount, looseNumber, position } from './feed.ts';

export const bcHydro: Feed = {
  name: 'bc-hydro',
  keyField: 'id',
  knownBy: 'gisId',
  isOutage: () => true,
  read: (record) => ({
    // `dateOn` is the hoped-for time: a record whose power is back leaves the feed.
    status: 'open',
    ...position(looseNumber(record, 'latitude'), looseNumber(record, 'longitude')),
    customers: looseCount(record, 'numCustomersOut'),
    cause: textOf(record, 'cause'),
    crewStatus: textOf(record, 'crewStatus'),
    estimatedRestoration: looseNumber(record, 'crewEtr') ?? looseNumber(record, 'dateOn'),
    startedAt: looseNumber(record, 'dateOff'),
    updatedAt: looseNumber(record, 'lastUpdated'),
    area: textOf(record, 'municipality') ?? textOf(record, 'regionName'),
  }),
};
