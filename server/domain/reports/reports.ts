/** Outages that another system reported: kept and shown with their origin, confirming nothing here (rule E34). */

import type { ReportMessage } from '../../../shared/messages/report.ts';

export type ReportedOutage = {
  readonly id: string;
  readonly status: 'open' | 'restored' | 'absent';
  readonly customers: number | null;
  readonly cause: string | null;
  readonly crewStatus: string | null;
  readonly estimatedRestorationAt: number | null;
  readonly area: string | null;
  readonly source: string;
  readonly firstAt: number;
  readonly updatedAt: number;
  readonly lon: number | null;
  readonly lat: number | null;
  /** Polls in a row without it. */
  readonly absences: number;
  /** Numbering and time of the newest word, for words that come late. */
  readonly seq: number;
  readonly epoch: number;
};

const isOlder = (known: ReportedOutage, message: ReportMessage, epoch: number): boolean =>
  known.seq >= 0 && message.seq !== null && known.source === message.source
    ? epoch < known.epoch || (epoch === known.epoch && message.seq <= known.seq)
    : message.at < known.updatedAt;

/**
 * The record after a message, null when it changes nothing. What is absent stays open until it was absent `feedAbsentPolls`
 * times in a row; a field the feed leaves out keeps its last value.
 */
export function takeReport(
  known: ReportedOutage | undefined,
  message: ReportMessage,
  epoch: number,
  feedAbsentPolls: number,
): ReportedOutage | null {
  if (message.test || (known && isOlder(known, message, epoch))) return null;
  const absences = message.status === 'absent' ? (known?.absences ?? 0) + 1 : 0;
  const gone = message.status === 'absent' && absences >= feedAbsentPolls;
  return {
    id: message.id,
    status: message.status === 'absent' ? (gone ? 'absent' : (known?.status ?? 'open')) : message.status,
    customers: message.customers ?? known?.customers ?? null,
    cause: message.cause ?? known?.cause ?? null,
    crewStatus: message.crewStatus ?? known?.crewStatus ?? null,
    estimatedRestorationAt: message.estimatedRestorationAt ?? known?.estimatedRestorationAt ?? null,
    area: message.reportedArea ?? message.area ?? known?.area ?? null,
    source: message.source,
    firstAt: Math.min(known?.firstAt ?? message.at, message.at),
    updatedAt: message.at,
    lon: message.lon ?? known?.lon ?? null,
    lat: message.lat ?? known?.lat ?? null,
    absences,
    seq: message.seq ?? -1,
    epoch,
  };
}
