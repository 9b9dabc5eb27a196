/** The constants of section T of the rule book, under their setting names and with their defaults. */

import type { AreaClass } from '../../../shared/network.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type DeviceGroup = 'service' | 'transformer' | 'fuse' | 'switch' | 'line' | 'cable';

export type EstimateSettings = {
  /** T5: closed outages of a class before its statistics are believed. */
  readonly statMin: number;
  /** T5: until then, minutes of travel by area class … */
  readonly travelMs: Readonly<Record<AreaClass, number>>;
  /** … of finding the damage … */
  readonly assessMs: number;
  /** … and of repair by what failed. */
  readonly repairMs: Readonly<Record<DeviceGroup, number>>;
  /** R5, R6: the service promise, ceiling where nothing else is known (rule T3). */
  readonly arriveLimitMs: Readonly<Record<AreaClass, number>>;
  readonly restoreLimitMs: Readonly<Record<AreaClass, number>>;
  /** T6: how often the storm plan is made again. */
  readonly stormRerunMs: number;
  /** T6: a crew heard within this time is on duty. */
  readonly crewHeardMs: number;
  /** T6: jobs of crews before what they took is believed. */
  readonly workMin: number;
  /** How much the plan of crews counts beside past durations, 0 to 1. */
  readonly planShare: number;
  /** T2: the first estimate in time. */
  readonly firstEtrMs: number;
  /** T9: the owner is asked this long before an estimate runs out … */
  readonly etrWarnMs: number;
  /** … and what is said after one has run out lies at least this far ahead. */
  readonly leastAheadMs: number;
  /** T8: a change smaller than this, or than this share of what remains, is not told. */
  readonly etrDeltaMs: number;
  readonly etrDeltaShare: number;
  /** T8: at most one change in this time. */
  readonly etrMinGapMs: number;
  /** T12: within this, or within this share of the duration, is a hit. */
  readonly hitMs: number;
  readonly hitShare: number;
  /** T12: a late minute costs this many early ones. */
  readonly lateWeight: number;
  /** Closed outages kept for statistics. */
  readonly historyKept: number;
};

export const estimateDefaults: EstimateSettings = {
  statMin: 20,
  travelMs: { urban: 30 * MINUTE_MS, rural: 60 * MINUTE_MS, remote: 90 * MINUTE_MS },
  assessMs: 15 * MINUTE_MS,
  repairMs: {
    service: 45 * MINUTE_MS,
    transformer: 120 * MINUTE_MS,
    fuse: 45 * MINUTE_MS,
    switch: 60 * MINUTE_MS,
    line: 150 * MINUTE_MS,
    cable: 360 * MINUTE_MS,
  },
  arriveLimitMs: { urban: 45 * MINUTE_MS, rural: 90 * MINUTE_MS, remote: 120 * MINUTE_MS },
  restoreLimitMs: { urban: 3 * HOUR_MS, rural: 4 * HOUR_MS, remote: 4 * HOUR_MS },
  stormRerunMs: 10 * MINUTE_MS,
  crewHeardMs: HOUR_MS,
  workMin: 8,
  planShare: 0.7,
  firstEtrMs: 15 * MINUTE_MS,
  etrWarnMs: 15 * MINUTE_MS,
  leastAheadMs: 15 * MINUTE_MS,
  etrDeltaMs: 30 * MINUTE_MS,
  etrDeltaShare: 0.2,
  etrMinGapMs: 30 * MINUTE_MS,
  hitMs: 30 * MINUTE_MS,
  hitShare: 0.2,
  lateWeight: 2,
  historyKept: 5_000,
};
