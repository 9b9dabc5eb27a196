/** A prediction written as an outage, so that lists, commands and screens treat it like any other (rules O1, O2, P16, P22). */

import type { Network } from '../network/network.ts';
import { NONE } from '../network/network.ts';
import type { HistoryEntry, Outage } from '../outages/outage.ts';
import type { DeviceExplanation } from './explain.ts';
import type { PredictedOutage } from './overlay.ts';

/** What a predicted outage knows beside what every outage knows. */
export type PredictionPart = {
  readonly level: 'device' | 'service';
  /** Service point of a single-customer prediction, NONE otherwise. */
  readonly point: number;
  readonly points: readonly number[];
  readonly customers: number;
  readonly calls: number;
  readonly meters: number;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly madeAt: number;
  readonly settledAt: number | null;
  readonly explanation: DeviceExplanation | null;
};

export const customersOf = (network: Network, points: Iterable<number>): number => {
  let sum = 0;
  for (const point of points) sum += network.servicePoints.customers[point]!;
  return sum;
};

export type PredictionNews = {
  readonly id: string;
  readonly branch: number;
  readonly outage: PredictedOutage;
  readonly explanation: DeviceExplanation | null;
  readonly settledAt: number | null;
  /** The same prediction as it was, null when it is new. */
  readonly before: Outage | null;
  readonly entry: HistoryEntry | null;
  readonly commit: number;
};

/** Keeps what people did to it; takes everything else from the evidence. */
export function writePrediction(
  network: Network,
  { id, branch, outage, explanation, settledAt, before, entry, commit }: PredictionNews,
): Outage {
  const customers = customersOf(network, outage.points);
  const areas = new Map<number, number>();
  for (const point of outage.points) {
    const area = network.servicePoints.area[point]!;
    if (area !== NONE) areas.set(area, 0);
  }
  const prediction: PredictionPart = {
    level: outage.level,
    point: outage.point,
    points: outage.points,
    customers,
    calls: outage.calls,
    meters: outage.meters,
    confidence: explanation?.confidence ?? (outage.calls > 0 && outage.meters > 0 ? 'high' : 'low'),
    madeAt: outage.madeAt,
    settledAt,
    explanation,
  };
  return {
    id,
    slot: NONE,
    device: branch,
    phases: 7,
    parent: null,
    origin: outage.calls >= outage.meters ? 'calls' : 'meters',
    momentary: false,
    possiblyMomentary: false,
    lockout: null,
    follows: [],
    counted: true,
    startUncertain: false,
    startedAfter: null,
    customersOut: 0,
    customersPartial: 0,
    servicePointsOut: 0,
    members: 0,
    steps: [],
    verification: 'none',
    disputed: false,
    switchReports: 0,
    evidence: [],
    cause: null,
    acknowledged: false,
    estimates: [],
    hintsBelow: [],
    history: [],
    ...before,
    state: 'predicted',
    voidReason: null,
    mergedInto: null,
    restoredAt: null,
    endedAt: null,
    startedAt: outage.startedAt,
    areas,
    customersPeak: Math.max(before?.customersPeak ?? 0, customers),
    ...(entry ? { history: [...(before?.history ?? []), entry] } : {}),
    prediction,
    revision: commit,
  };
}
