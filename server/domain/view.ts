/** Read-only questions about the live state: what projections, prediction, repairs and notices may know of it. */

import type { Abnormal, BranchSupply } from './abnormal.ts';
import type { Register } from './customers/register.ts';
import type { DeskViews } from './desks.ts';
import type { Estimator } from './estimates/estimator.ts';
import type { Source, Sources } from './evidence/sources.ts';
import type { Indicators } from './faults/indicators.ts';
import type { Network } from './network/network.ts';
import { NONE } from './network/network.ts';
import { isOpen, type Outage } from './outages/outage.ts';
import type { Forecast } from './prediction/forecast.ts';
import type { ReportedOutage } from './reports/reports.ts';
import type { DomainSettings } from './settings.ts';
import type { World } from './world.ts';

export type Power = 'on' | 'partial' | 'out' | 'unknown';

export type PointView = {
  readonly power: Power;
  /** Start of the dark time, null when not out. */
  readonly since: number | null;
  readonly outage: string | null;
  readonly deadPhases: number;
  /** Out on evidence whose source has fallen silent since (rule E30). */
  readonly stale: boolean;
  readonly predicted: boolean;
};

/** The network part and all desks. */
export type View = LiveView & { readonly desks: DeskViews };

/** What the desks see: the network part. */
export type LiveView = {
  readonly network: Network;
  readonly settings: DomainSettings;
  /** Who is supplied where; null without a customer register. */
  readonly register: Register | null;
  /** Live arrays for readers inside the core; never to be changed by them. */
  readonly world: World;
  /** Predictions, calls and meters. */
  readonly forecast: Forecast;
  /** Estimates of restoration, and how good they were. */
  readonly estimator: Estimator;
  /** What fault indicators last said. */
  readonly indicators: Indicators;
  /** Newest receive time applied, epoch milliseconds; 0 before the first input. */
  now(): number;
  outage(id: string): Outage | null;
  openOutages(): readonly Outage[];
  /** Outages in memory: open ones, and the newest of those that have ended. */
  outages(): Iterable<Outage>;
  nestedIn(id: string): readonly string[];
  servicePoint(index: number): PointView;
  /** Service points in an open outage now, ascending. */
  servicePointsOf(id: string): readonly number[];
  /** Key places among the service points of an outage. */
  keyPlacesIn(outage: Outage): number;
  /** Customers on life support among those of an outage; 0 without a register. */
  lifeSupportIn(outage: Outage): number;
  /** What of a branch is dead or unknown, compared with normal. */
  supplyOf(branch: number): BranchSupply;
  /** Branches that differ from normal: position, supply, telemetry. */
  abnormalDevices(): ReadonlySet<number>;
  sources(): Iterable<Source>;
  source(id: string): Source | null;
  /** Switches a source speaks of, those that are stale, and the customers whose supply it tells. */
  pointsOfSource(id: string): { readonly points: number; readonly stale: number; readonly customersBehind: number };
  reports(): Iterable<ReportedOutage>;
  report(id: string): ReportedOutage | null;
  /** Momentary events that count, and the customers they touched (rules O11 to O13). */
  momentary(): { readonly events: number; readonly customers: number };
  /** Sources that are silent now, each one communications incident (rule E18). */
  silentSources(): readonly string[];
};

export type ViewOptions = {
  readonly world: World;
  readonly register: Register | null;
  readonly sources: Sources;
  readonly now: () => number;
  readonly abnormal: Abnormal;
  readonly reports: ReadonlyMap<string, ReportedOutage>;
  readonly forecast: Forecast;
  readonly estimator: Estimator;
  readonly indicators: Indicators;
};

export function createView({ world, register, sources, now, abnormal, reports, forecast, estimator, indicators }: ViewOptions): LiveView {
  const { ledger, energisation, network } = world;
  const { predicted } = forecast;

  function* everyOutage(): Iterable<Outage> {
    yield* ledger.outages.values();
    for (const outage of predicted.all()) if (!ledger.outages.has(outage.id)) yield outage;
  }

  const keyPlaces: number[] = [];
  network.servicePoints.key.forEach((key, point) => {
    if (key !== null) keyPlaces.push(point);
  });

  /** Service point of each customer on life support. */
  const lifeSupport = (register?.lifeSupportCustomers ?? []).map((customer) => register?.servicePoint[customer] ?? NONE);

  function power(point: number): Power {
    const dead = ledger.dead[point]!;
    if (dead !== 0) return dead === network.servicePoints.required[point] ? 'out' : 'partial';
    switch (energisation.states[point]) {
      case 0:
        return 'on';
      case 1:
        return 'partial';
      case 2:
        return 'out';
      default:
        return 'unknown';
    }
  }

  return {
    network,
    settings: world.settings,
    register,
    world,
    now,
    outage: (id) => ledger.outages.get(id) ?? predicted.outage(id),
    openOutages: () => [...everyOutage()].filter(isOpen),
    outages: everyOutage,
    forecast,
    estimator,
    indicators,
    nestedIn: (id) => [...ledger.outages.values()].filter(({ parent }) => parent === id).map((outage) => outage.id),
    servicePoint(index) {
      const slot = ledger.outageOf[index]!;
      const outage = slot === NONE ? null : ledger.bySlot(slot);
      const over = outage ? null : predicted.over(index);
      return {
        power: power(index),
        since: outage ? ledger.since[index]! : null,
        outage: (outage ?? over)?.id ?? null,
        deadPhases: ledger.dead[index]!,
        stale: outage !== null && world.points.isStale(outage.device),
        predicted: over !== null,
      };
    },
    servicePointsOf(id) {
      const outage = ledger.outages.get(id);
      if (outage) return isOpen(outage) ? ledger.pointsOf(outage.slot) : [];
      const prediction = predicted.outage(id);
      return prediction?.state === 'predicted' ? (prediction.prediction?.points ?? []) : [];
    },
    keyPlacesIn({ slot, prediction }) {
      let count = 0;
      if (slot !== NONE) {
        for (const point of keyPlaces) if (ledger.outageOf[point] === slot) count += 1;
      } else for (const point of prediction?.points ?? []) if (network.servicePoints.key[point] !== null) count += 1;
      return count;
    },
    lifeSupportIn({ slot, prediction }) {
      const predictedPoints = new Set(slot === NONE ? prediction?.points : []);
      return lifeSupport.filter((point) => (slot === NONE ? predictedPoints.has(point) : ledger.outageOf[point] === slot)).length;
    },
    supplyOf: abnormal.supplyOf,
    abnormalDevices: () => abnormal.devices,
    sources: () => sources.all(),
    source: (id) => sources.get(id) ?? null,
    pointsOfSource(id) {
      let points = 0;
      let stale = 0;
      const told = new Set<number>();
      for (const branch of world.points.ofSource(id)) {
        points += 1;
        if (world.points.get(branch).sources.get(id)?.stale) stale += 1;
        const feeder = network.branches.feeder[branch]!;
        if (feeder !== NONE) told.add(feeder);
      }
      let customersBehind = 0;
      for (const feeder of told) customersBehind += ledger.tally.feeders.total[feeder]!;
      return { points, stale, customersBehind };
    },
    reports: () => reports.values(),
    report: (id) => reports.get(id) ?? null,
    momentary() {
      const sequences = new Set<string>();
      const touched = new Set<number>();
      let customers = 0;
      for (const outage of ledger.outages.values()) {
        if (outage.voidReason !== 'momentary' || !outage.counted) continue;
        sequences.add(outage.follows[0] ?? outage.id);
        for (const { servicePoints } of outage.steps) for (const point of servicePoints) touched.add(point);
      }
      const known = [...ledger.outages.values()].filter(({ voidReason }) => voidReason === 'momentary');
      const { matchMs } = forecast.flickers;
      let events = sequences.size;
      for (const { from, to, points } of forecast.flickers.all()) {
        if (known.some(({ startedAt, endedAt }) => startedAt <= to + matchMs && (endedAt ?? startedAt) >= from - matchMs)) continue;
        events += 1;
        for (const point of points) touched.add(point);
      }
      for (const point of touched) customers += network.servicePoints.customers[point]!;
      return { events, customers };
    },
    silentSources: () => [...sources.all()].filter(({ online }) => !online).map(({ id }) => id),
  };
}
