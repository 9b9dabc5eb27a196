/** The constants of section R of the rule book, under their setting names and with their defaults. */

import type { AreaClass } from '../../../shared/network.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type RepairSettings = {
  /** R4 */
  readonly acceptLimitMs: number;
  readonly dispatchLimitMs: number;
  /** R5: from clock zero to the crew on site. */
  readonly arriveLimitMs: Readonly<Record<AreaClass, number>>;
  /** R6: from arrival to supply back. */
  readonly restoreLimitMs: Readonly<Record<AreaClass, number>>;
  /** R9: share of a limit used when a clock turns amber, and how long after the breach the next levels hear of it. */
  readonly amberShare: number;
  readonly escalateCityMs: number;
  readonly escalateProvinceMs: number;
  /** R14: pictures wanted from a job that was driven to. */
  readonly photosBefore: number;
  readonly photosAfter: number;
  /** R16 */
  readonly arrivalRadiusM: number;
  /** R19 */
  readonly reminderAnswerMs: number;
  readonly reminderRepeatMs: number;
  /** R21 */
  readonly hazardGuardMs: number;
  /** O3: a closed job may come back this long. */
  readonly reopenWindowMs: number;
  /** Closed and cancelled jobs kept in memory; older ones live on in the figures and in the journal. */
  readonly endedKept: number;
  /** Straight lines are this much shorter than roads. */
  readonly detour: number;
  /** Metres a minute by area class. */
  readonly travelMPerMin: Readonly<Record<AreaClass, number>>;
  /** A crew not heard for this long counts as out of reach. */
  readonly crewSilentMs: number;
};

export const repairDefaults: RepairSettings = {
  acceptLimitMs: 3 * MINUTE,
  dispatchLimitMs: 5 * MINUTE,
  arriveLimitMs: { urban: 45 * MINUTE, rural: 90 * MINUTE, remote: 120 * MINUTE },
  restoreLimitMs: { urban: 3 * HOUR, rural: 4 * HOUR, remote: 4 * HOUR },
  amberShare: 0.8,
  escalateCityMs: 30 * MINUTE,
  escalateProvinceMs: 60 * MINUTE,
  photosBefore: 1,
  photosAfter: 1,
  arrivalRadiusM: 500,
  reminderAnswerMs: 30 * MINUTE,
  reminderRepeatMs: 10 * MINUTE,
  hazardGuardMs: 30 * MINUTE,
  reopenWindowMs: 24 * HOUR,
  endedKept: 1000,
  detour: 1.3,
  travelMPerMin: { urban: 417, rural: 667, remote: 667 },
  crewSilentMs: 10 * MINUTE,
};
