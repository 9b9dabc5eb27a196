/** The constants of the rules on planned outages, under their setting names and with their defaults (section L). */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type PlannedSettings = {
  readonly plannedLeadMs: number;
  readonly temporaryLeadMs: number;
  readonly reminderMs: number;
  readonly planGapMs: number;
  readonly repeatWarnMs: number;
  readonly repeatBlockMs: number;
  readonly planMaxMs: number;
  readonly earlyStartMs: number;
  readonly noShowMs: number;
  readonly overrunAskMs: number;
  readonly lateCancelMs: number;
};

export const plannedDefaults: PlannedSettings = {
  plannedLeadMs: 7 * DAY,
  temporaryLeadMs: DAY,
  reminderMs: DAY,
  planGapMs: 7 * DAY,
  repeatWarnMs: 30 * DAY,
  repeatBlockMs: 60 * DAY,
  planMaxMs: 8 * HOUR,
  earlyStartMs: 15 * MINUTE,
  noShowMs: 30 * MINUTE,
  overrunAskMs: 30 * MINUTE,
  lateCancelMs: DAY,
};
