/** Takes the live state apart for a snapshot, and builds it up again from one. */

import type { Desks } from './desks.ts';
import type { CoreEvent, Engine } from './engine.ts';
import type { Estimator } from './estimates/estimator.ts';
import { type Intake, markTimeline, readingTimeline } from './evidence/intake.ts';
import type { OrderKey } from './evidence/order.ts';
import type { Sources } from './evidence/sources.ts';
import type { Indicators } from './faults/indicators.ts';
import { NONE } from './network/network.ts';
import type { Ledger } from './outages/ledger.ts';
import type { KeptZone, Replay } from './outages/replay.ts';
import type { Forecast } from './prediction/forecast.ts';
import type { ReportedOutage } from './reports/reports.ts';
import type { Dark, Kept, Settled, Unsettled } from './snapshot.ts';
import type { World } from './world.ts';

export type Parts = {
  readonly world: World;
  /** The world as far as it is settled. */
  readonly settledWorld: World;
  readonly engine: Engine;
  readonly intake: Intake;
  readonly sources: Sources;
  readonly reports: Map<string, ReportedOutage>;
  readonly forecast: Forecast;
  readonly estimator: Estimator;
  readonly indicators: Indicators;
  readonly desks: Desks;
};

function darkOf({ outageOf, since, dead }: Ledger): Dark {
  let count = 0;
  for (let point = 0; point < outageOf.length; point += 1) if (outageOf[point] !== NONE) count += 1;
  const dark = { points: new Int32Array(count), slots: new Int32Array(count), since: new Float64Array(count), dead: new Uint8Array(count) };
  let place = 0;
  for (let point = 0; point < outageOf.length; point += 1) {
    if (outageOf[point] === NONE) continue;
    dark.points[place] = point;
    dark.slots[place] = outageOf[point]!;
    dark.since[place] = since[point]!;
    dark.dead[place] = dead[point]!;
    place += 1;
  }
  return dark;
}

function settledOf(world: World): Settled {
  const { ledger } = world;
  return {
    points: [...world.points.all()],
    outages: [...ledger.outages.values()],
    dark: darkOf(ledger),
    ownFaults: [...world.ownFaults.all()],
    sequences: [...world.sequences.all()],
    timers: world.timers.entries(),
  };
}

function unsettledOf(replay: Replay<CoreEvent>, intake: Intake): Unsettled {
  const marks = [...intake.marks.values()].flatMap((timeline) =>
    timeline.entries().map(({ event: { events, silence, ...mark }, key }) => ({
      mark: { ...mark, silence: { ...silence } },
      key,
      held: [...events].filter(([, event]) => replay.holds(event)).map(([group]) => group),
    })),
  );
  const readings = [...intake.readings.values()].flatMap((timeline) =>
    timeline.entries().map(({ event, key }) => ({ event, key, held: replay.holds(event) })),
  );
  const zones = replay.zones();
  const others = zones.flatMap(({ events }) => events.filter(({ event }) => event.type !== 'reading' && event.type !== 'liveness'));
  return { readings, marks, others, zones: zones.map(({ groups, timers }) => ({ groups, timers })) };
}

const floorsOf = (timelines: ReadonlyMap<string, { floor(): OrderKey | null }>): (readonly [string, OrderKey])[] =>
  [...timelines].flatMap(([name, timeline]) => {
    const floor = timeline.floor();
    return floor ? [[name, floor] as const] : [];
  });

/** Writes down what is settled, what leads on from it, and what other parts keep. */
export function keep(
  { world, settledWorld, engine, intake, sources, reports, forecast, estimator, indicators, desks }: Parts,
  { now, tidyAt }: Pick<Kept, 'now' | 'tidyAt'>,
): Kept {
  return {
    version: 4,
    network: world.network.hash,
    now,
    tidyAt,
    settled: settledOf(settledWorld),
    unsettled: unsettledOf(engine.replay, intake),
    live: settledOf(world),
    horizon: engine.replay.horizon,
    readingFloors: floorsOf(intake.readings),
    markFloors: floorsOf(intake.marks),
    groupsOfSource: intake.groupsOfSource,
    sources: [...sources.all()],
    reports: [...reports.values()],
    forecast: forecast.state(),
    estimator: estimator.state(),
    indicators: indicators.state(),
    desks: desks.state(),
  };
}

export function restoreSettled(world: World, settled: Settled): void {
  for (const [branch, point] of settled.points) world.points.set(branch, point);
  for (const point of settled.ownFaults) world.ownFaults.set(point, true);
  world.energisation.setMany(settled.points.map(([branch]) => ({ branch, ...world.points.effective(branch) })));
  world.ledger.restore(settled.outages, settled.dark);
  for (let point = 0; point < world.network.servicePoints.count; point += 1) world.ledger.refreshUnknown(point);
  for (const [device, sequence] of settled.sequences) world.sequences.set(device, sequence);
  world.timers.begin(Number.NEGATIVE_INFINITY);
  for (const [key, group, at, timer] of settled.timers) world.timers.set(key, group, at, timer);
}

type KeptEvent = KeptZone<CoreEvent>['events'][number];

/** All groups of an event lie in one zone. */
function inZones(zones: Unsettled['zones'], events: readonly KeptEvent[]): KeptZone<CoreEvent>[] {
  const zoneOf = new Map(zones.flatMap(({ groups }, zone) => groups.map((group) => [group, zone] as const)));
  const lists: KeptEvent[][] = zones.map(() => []);
  for (const each of events) lists[zoneOf.get(each.event.groups[0] ?? NONE) ?? NONE]?.push(each);
  return zones.map((zone, i) => ({ ...zone, events: lists[i] ?? [] }));
}

/** The state as it was, and the events that may still move. */
export function resume(
  { world, engine, intake, sources, reports }: Omit<Parts, 'forecast' | 'estimator' | 'indicators' | 'desks' | 'settledWorld'>,
  kept: Kept,
): void {
  const { live, unsettled } = kept;
  for (const source of kept.sources) sources.restore(source);
  for (const report of kept.reports) reports.set(report.id, report);
  restoreSettled(world, live);
  kept.horizon.forEach((key, group) => {
    engine.replay.horizon[group] = key;
  });
  for (const [name, floor] of kept.readingFloors) intake.readings.set(name, readingTimeline(floor));
  for (const [name, floor] of kept.markFloors) intake.marks.set(name, markTimeline(floor));
  for (const [source, groups] of kept.groupsOfSource) intake.groupsOfSource.set(source, new Set(groups));
  const events: KeptEvent[] = [...unsettled.others];
  for (const { mark, key, held } of unsettled.marks)
    for (const placed of intake.placeMark(mark, key)) if (held.includes(placed.event.groups[0] ?? NONE)) events.push(placed);
  for (const { event, key, held } of unsettled.readings)
    for (const placed of intake.placeReading(event, key)) if (held) events.push(placed);
  engine.replay.restore(inZones(unsettled.zones, events));
  world.touch.take();
  world.touch.takeDevices();
  world.touch.takeOutages();
  world.touch.takeChanged();
}
