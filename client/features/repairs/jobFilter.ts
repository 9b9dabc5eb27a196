/** Which jobs the board shows, in which lanes, and what the filter hides (rule L12). */

import type { JobRecord } from '../../../shared/records/job.ts';
import { fold } from '../../live/fold.ts';
import type { LaneOfCards } from './boardLayout.ts';
import { byPriority, columnOf, columns, isEnded } from './columns.ts';

export const only = ['late', 'risk', 'hazard', 'reminders', 'help', 'unassigned'] as const;
export type Only = (typeof only)[number];
export const laneKinds = ['none', 'area', 'crew'] as const;
export type LaneKind = (typeof laneKinds)[number];

export type JobFilter = {
  readonly text: string;
  readonly area: string | null;
  readonly crew: string | null;
  readonly only: Only | null;
  readonly ended: boolean;
};

export type PlaceNames = { area(id: string | null): string; crew(id: string | null): string };

export const isLate = ({ clock }: JobRecord): boolean => clock !== null && (clock.level === 'breach' || clock.level === 'breached');
export const isAtRisk = (job: JobRecord): boolean => isLate(job) || job.clock?.level === 'amber';

function passesOnly(job: JobRecord, wanted: Only | null): boolean {
  switch (wanted) {
    case null:
      return true;
    case 'late':
      return isLate(job);
    case 'risk':
      return isAtRisk(job);
    case 'hazard':
      return job.hazard !== null;
    case 'reminders':
      return job.remindersOpen > 0;
    case 'help':
      return job.help !== null;
    case 'unassigned':
      return job.crew === null && !isEnded(job);
  }
}

export function passes(job: JobRecord, filter: JobFilter, names: PlaceNames): boolean {
  if (!filter.ended && isEnded(job)) return false;
  if (filter.area !== null && job.area !== filter.area) return false;
  if (filter.crew !== null && job.crew !== filter.crew) return false;
  if (!passesOnly(job, filter.only)) return false;
  if (filter.text === '') return true;
  const text = [job.title, job.id, job.address, job.device?.name, job.device?.id, job.outage, names.area(job.area), names.crew(job.crew)];
  return fold(text.join(' ')).includes(fold(filter.text));
}

/** `rank` gives the place in an order that holds still; `provisional` the column of cards whose move is under way. */
export function lanesOf(
  jobs: readonly JobRecord[],
  kind: LaneKind,
  names: PlaceNames,
  rank: ReadonlyMap<string, number>,
  provisional: ReadonlyMap<string, number>,
): readonly LaneOfCards[] {
  const lanes = new Map<string, string[][]>();
  const inOrder = jobs.toSorted((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || byPriority(a, b));
  for (const job of inOrder) {
    const key = kind === 'none' ? '' : ((kind === 'area' ? job.area : job.crew) ?? '');
    const lane = lanes.get(key) ?? columns.map((): string[] => []);
    lanes.set(key, lane);
    lane[provisional.get(job.id) ?? columns.indexOf(columnOf(job))]?.push(job.id);
  }
  const name = (key: string) => (kind === 'area' ? names.area(key) : names.crew(key));
  return [...lanes]
    .map(([key, found]) => ({ key, columns: found }))
    .sort((a, b) => Number(a.key !== '') - Number(b.key !== '') || name(a.key).localeCompare(name(b.key)));
}
