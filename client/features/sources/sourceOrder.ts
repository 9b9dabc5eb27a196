/** States of a source and orders of the list: harm first, which is customers behind a silent one. */

import type { SourceRecord } from '../../../shared/records/source.ts';
import type { TableSort } from '../../ui/TableHead.tsx';

export type SourceState = 'online' | 'stale' | 'lost';

export const stateOf = ({ online, stale }: SourceRecord): SourceState => (!online ? 'lost' : stale ? 'stale' : 'online');

const RANK = { lost: 0, stale: 1, online: 2 } as const;

const byHarm = (a: SourceRecord, b: SourceRecord) =>
  RANK[stateOf(a)] - RANK[stateOf(b)] || b.customersBehind - a.customersBehind || a.id.localeCompare(b.id);

export function compareSources(sort: TableSort, locale: string): (a: SourceRecord, b: SourceRecord) => number {
  const collator = new Intl.Collator(locale, { numeric: true });
  const orders: Readonly<Record<string, (a: SourceRecord, b: SourceRecord) => number>> = {
    state: byHarm,
    id: (a, b) => collator.compare(a.id, b.id),
    last: (a, b) => (b.lastReceivedAt ?? '').localeCompare(a.lastReceivedAt ?? ''),
    accepted: (a, b) => b.accepted - a.accepted,
    duplicates: (a, b) => b.duplicates - a.duplicates,
    rejected: (a, b) => b.rejected - a.rejected,
    gaps: (a, b) => b.missing - a.missing || b.gaps - a.gaps,
    points: (a, b) => b.points - a.points,
    stale: (a, b) => b.pointsStale - a.pointsStale,
    customers: (a, b) => b.customersBehind - a.customersBehind,
  };
  const compare = orders[sort.key] ?? byHarm;
  const sign = sort.down ? 1 : -1;
  return (a, b) => sign * compare(a, b) || byHarm(a, b);
}
