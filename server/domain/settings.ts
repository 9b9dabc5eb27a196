/** The constants of the rule book that the core reads, under their setting names and with their defaults. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export type DomainSettings = {
  /** O10: longer than this is sustained. */
  readonly sustainedLimitMs: number;
  /** O10: whether exactly the limit is momentary (">") or sustained (">="). */
  readonly sustainedOp: '>' | '>=';
  /** O12: operations within this of the first opening are one sequence. */
  readonly recloseWindowMs: number;
  /** O12: a live gap longer than this breaks the chain. */
  readonly recloseResetMs: number;
  /** O9: still open after this without another operation means lockout. */
  readonly recloseDeadMs: number;
  /** E5: how long a switch may be between its positions. */
  readonly travelTimeMs: number;
  /** E23: a change said within this after a source is back may have happened while it was silent. */
  readonly birthSettleMs: number;
  /** E19: silent for this many expected intervals is stale, at least for `staleMinMs`. */
  readonly staleIntervals: number;
  readonly staleMinMs: number;
  /** E32: more changes than this within the window is chatter. */
  readonly chatterChanges: number;
  readonly chatterWindowMs: number;
  /** E16, E26: what was received longer ago than this is settled; what belongs before it is history only. */
  readonly reorderWindowMs: number;
  /** A busy zone settles its oldest events beyond this many. */
  readonly reorderEvents: number;
  /** N9 */
  readonly partialPhaseCounts: boolean;
  /** E33: load counts as present at this current or this share of the rating, the larger. */
  readonly loadPresentA: number;
  readonly loadPresentShare: number;
  readonly measureFreshMs: number;
  /** E31: shares of nominal voltage that count as live and as dead, and how long it must be dead. */
  readonly liveVoltageShare: number;
  readonly deadVoltageShare: number;
  readonly deadVoltageMs: number;
  /** E34: polls in a row without a row before it counts as gone. */
  readonly feedAbsentPolls: number;
  /** O16 */
  readonly backdateLimitMs: number;
  /** O3 */
  readonly reopenWindowMs: number;
  /** Outages that have ended and are kept in memory, the newest first. */
  readonly endedKept: number;
  /** Priority steps by customers out: critical, high, medium at or above these numbers. */
  readonly priorityCustomers: readonly [number, number, number];
};

export const defaultSettings: DomainSettings = {
  sustainedLimitMs: 5 * MINUTE,
  sustainedOp: '>',
  recloseWindowMs: 5 * MINUTE,
  recloseResetMs: MINUTE,
  recloseDeadMs: MINUTE,
  travelTimeMs: 10 * SECOND,
  birthSettleMs: MINUTE,
  staleIntervals: 3,
  staleMinMs: MINUTE,
  chatterChanges: 10,
  chatterWindowMs: MINUTE,
  reorderWindowMs: 15 * MINUTE,
  reorderEvents: 20_000,
  partialPhaseCounts: true,
  loadPresentA: 2,
  loadPresentShare: 0.02,
  measureFreshMs: 15 * MINUTE,
  liveVoltageShare: 0.5,
  deadVoltageShare: 0.1,
  deadVoltageMs: 10 * SECOND,
  feedAbsentPolls: 3,
  backdateLimitMs: 24 * HOUR,
  reopenWindowMs: 24 * HOUR,
  endedKept: 2000,
  priorityCustomers: [2000, 500, 50],
};
