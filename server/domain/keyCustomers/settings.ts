/** The constants of the rules on key and vulnerable customers (section K). */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type KeySettings = {
  /** K7: minutes left at which an alarm is raised, the larger first. */
  readonly backupAlarmMs: readonly [number, number];
  /** K8 */
  readonly attestValidMs: number;
  readonly attestReviewMs: number;
  /** K11 */
  readonly drillEveryMs: number;
};

export const keyDefaults: KeySettings = {
  backupAlarmMs: [30 * MINUTE, 10 * MINUTE],
  attestValidMs: 365 * DAY,
  attestReviewMs: 60 * DAY,
  drillEveryMs: 365 * DAY,
};
