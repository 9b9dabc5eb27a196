/** The whole live state as bytes: what is settled as it is, and what is not yet settled as the events that lead on from it. */

import type { DesksState } from './desks.ts';
import type { CoreEvent } from './engine.ts';
import type { EstimatorState } from './estimates/estimator.ts';
import type { Mark } from './evidence/intake.ts';
import type { OrderKey } from './evidence/order.ts';
import type { Point } from './evidence/points.ts';
import type { ReadingEvent } from './evidence/readings.ts';
import type { Source } from './evidence/sources.ts';
import type { Indicators } from './faults/indicators.ts';
import type { Outage } from './outages/outage.ts';
import type { KeptZone } from './outages/replay.ts';
import type { Sequence } from './outages/sequence.ts';
import type { Timer } from './outages/timers.ts';
import type { ForecastState } from './prediction/forecastState.ts';
import type { ReportedOutage } from './reports/reports.ts';
import { readState, writeState } from './snapshotBytes.ts';

/** Service points in outages, one place each: index, slot, start and lost phases. */
export type Dark = { readonly points: Int32Array; readonly slots: Int32Array; readonly since: Float64Array; readonly dead: Uint8Array };

/** State of the world at one moment. */
export type Settled = {
  readonly points: readonly (readonly [branch: number, point: Point])[];
  readonly outages: readonly Outage[];
  readonly dark: Dark;
  readonly ownFaults: readonly number[];
  readonly sequences: readonly (readonly [device: number, sequence: Sequence])[];
  readonly timers: readonly (readonly [key: string, group: number, at: number, timer: Timer])[];
};

export type Unsettled = {
  /** `held`: it may still move. */
  readonly readings: readonly { readonly event: ReadingEvent; readonly key: OrderKey; readonly held: boolean }[];
  /** `held`: groups in which it may still move. */
  readonly marks: readonly { readonly mark: Omit<Mark, 'events'>; readonly key: OrderKey; readonly held: readonly number[] }[];
  /** What people and meters said, and what people asked for. */
  readonly others: readonly { readonly event: CoreEvent; readonly key: OrderKey }[];
  /** Groups that hang together, and timers that ran there. */
  readonly zones: readonly { readonly groups: readonly number[]; readonly timers: KeptZone<CoreEvent>['timers'] }[];
};

export type Kept = {
  readonly version: 4;
  readonly network: string;
  readonly now: number;
  /** When it is next looked for what can be forgotten. */
  readonly tidyAt: number;
  /** State before all events that may still be moved … */
  readonly settled: Settled;
  /** … those events … */
  readonly unsettled: Unsettled;
  /** … and the state after them, which they would lead to again. */
  readonly live: Settled;
  /** Places up to which nothing may move any more, by group. */
  readonly horizon: readonly (OrderKey | null)[];
  readonly readingFloors: readonly (readonly [name: string, floor: OrderKey])[];
  readonly markFloors: readonly (readonly [name: string, floor: OrderKey])[];
  readonly groupsOfSource: ReadonlyMap<string, ReadonlySet<number>>;
  readonly sources: readonly Source[];
  readonly reports: readonly ReportedOutage[];
  readonly forecast: ForecastState;
  readonly estimator: EstimatorState;
  readonly indicators: ReturnType<Indicators['state']>;
  readonly desks: DesksState;
};

/** The first part is written at once; what the others hold is never changed in place. */
export function writeSnapshot(kept: Kept): Generator<Uint8Array, void> {
  const { unsettled, settled, live, forecast, readingFloors, markFloors, ...now } = kept;
  return writeState(now, { unsettled, settled, live, forecast, readingFloors, markFloors });
}

/** null when the bytes are of another version or another network: the journal is then judged again from its beginning. */
export function readSnapshot(bytes: Uint8Array, network: string): Kept | null {
  if (bytes.length === 0) return null;
  const kept: Kept = readState(bytes);
  return kept.version === 4 && kept.network === network ? kept : null;
}
