/** Keeps the figures of the last hours, one sample a minute of the clock in force, and keeps them over a restart. */

import { type SummarySample, summaryHistory } from '../shared/records/summaryHistory.ts';
import { formatTime } from '../shared/time.ts';
import type { Clock, Journal } from './ports.ts';
import type { Board } from './viewerPorts.ts';

export type SummaryHistoryOptions = {
  readonly board: Pick<Board, 'summary'>;
  readonly journal: Pick<Journal, 'document' | 'putDocuments' | 'recording'>;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
  readonly checkMs?: number;
};

export type SummaryHistory = { samples(): readonly SummarySample[]; stop(): void };

const KIND = 'summary-history';
const MINUTE_MS = 60_000;
const MOST = 180;
const CHECK_MS = 1_000;

export async function startSummaryHistory({
  board,
  journal,
  clock,
  failed,
  checkMs = CHECK_MS,
}: SummaryHistoryOptions): Promise<SummaryHistory> {
  const kept = await journal.document(KIND, KIND);
  const read = kept === null ? null : summaryHistory.safeParse(JSON.parse(kept));
  // Samples of a later time belong to a clock that is no longer in force.
  let samples: readonly SummarySample[] = (read?.success ? read.data.items : []).filter(({ at }) => Date.parse(at) <= clock.now());
  const minuteOf = (at: number): number => Math.floor(at / MINUTE_MS);

  function check(): void {
    const now = clock.now();
    const last = samples.at(-1);
    if (now <= 0 || (last && minuteOf(Date.parse(last.at)) === minuteOf(now))) return;
    const { customersOut, customersPredicted, customersUnknown } = board.summary();
    samples = [...samples, { at: formatTime(now), customersOut, customersPredicted, customersUnknown }].slice(-MOST);
    if (!journal.recording()) return;
    journal.putDocuments(KIND, [{ id: KIND, at: now, body: JSON.stringify({ items: samples }) }]).catch(failed);
  }

  check();
  const timer = setInterval(check, checkMs);
  return { samples: () => samples, stop: () => clearInterval(timer) };
}
