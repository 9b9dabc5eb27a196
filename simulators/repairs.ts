/** Finite crews: told of a fault, they drive, look, switch, repair and close; each step takes its time. */

import { planBackfeed } from './backfeed.ts';
import { metres, placeOf, switchKindOf, TRANSFORMER } from './grid.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';
import type { CrewStatus, Fault } from './worldEvent.ts';

const MINUTE = 60_000;

type Crew = { readonly index: number; lon: number; lat: number; busy: boolean };
type Step = { readonly waitMs: number; readonly act: () => void };

export type RepairPace = {
  readonly crews: number;
  /** 1 = a storm's quick fixes; more is slower. */
  readonly pace?: number;
};

/** Jobs go to the nearest free crew, the fault with most customers out first. */
export function startRepairs(world: World, { crews: count, pace = 1 }: RepairPace): void {
  const { grid } = world;
  const crews = Array.from({ length: count }, (_, index): Crew => {
    const home = grid.substations[index % Math.max(1, grid.substations.length)];
    return { index, lon: home?.lon ?? Number.NaN, lat: home?.lat ?? Number.NaN, busy: false };
  });
  const waiting: Fault[] = [];

  function say(crew: Crew, status: CrewStatus | null, note: string | null = null, estimateAt: number | null = null): void {
    world.tell({ type: 'crew', crew: crew.index, status, lon: crew.lon, lat: crew.lat, estimateAt, note });
  }

  function assign(): void {
    while (waiting.length > 0) {
      const free = crews.filter((crew) => !crew.busy);
      if (free.length === 0) return;
      waiting.sort((a, b) => b.customersLeft - a.customersLeft || a.at - b.at);
      const fault = waiting.shift()!;
      const [lon, lat] = placeOf(grid, fault.location);
      const crew = free.reduce((best, one) => (away(one, lon, lat) < away(best, lon, lat) ? one : best));
      crew.busy = true;
      send(crew, fault, lon, lat);
    }
  }

  function send(crew: Crew, fault: Fault, lon: number, lat: number): void {
    const random = world.random(`repair ${fault.id}`);
    const minutes = (low: number, high: number): number => random.between(low, high) * MINUTE * pace;
    say(crew, 'assigned');
    world.after(random.between(1, 4) * MINUTE, () => {
      say(crew, 'en-route');
      drive(crew, lon, lat, () => {
        say(crew, 'arrived');
        world.after(minutes(2, 10), () => {
          const steps = [...workSteps(world, fault, minutes)];
          const doneAt = world.now() + steps.reduce((sum, step) => sum + step.waitMs, 0);
          const guess = world.now() + (doneAt - world.now()) * random.between(0.7, 1.5);
          say(crew, 'working', noteOf(world, fault, random), guess);
          follow(steps, () => {
            say(crew, 'complete');
            world.after(random.between(1, 3) * MINUTE, () => {
              crew.busy = false;
              say(crew, 'available');
              assign();
            });
          });
        });
      });
    });
  }

  // 25 km/h over streets, that is a straight line 1.3 times as long; a position every half minute.
  function drive(crew: Crew, lon: number, lat: number, arrived: () => void): void {
    const length = metres(crew.lon, crew.lat, lon, lat);
    const legs = Number.isFinite(length) ? Math.max(1, Math.ceil((length * 1.3) / 210)) : 10;
    const [fromLon, fromLat] = [crew.lon, crew.lat];
    const leg = (n: number): void => {
      crew.lon = fromLon + ((lon - fromLon) * n) / legs;
      crew.lat = fromLat + ((lat - fromLat) * n) / legs;
      if (n === legs) return arrived();
      say(crew, null);
      world.after(30_000, () => leg(n + 1));
    };
    world.after(30_000, () => leg(1));
  }

  function follow(steps: readonly Step[], done: () => void): void {
    const [step, ...rest] = steps;
    if (!step) return done();
    world.after(step.waitMs, () => {
      step.act();
      follow(rest, done);
    });
  }

  world.listen((event) => {
    if (event.type !== 'locked-out' || event.fault.kind !== 'permanent') return;
    const seen = grid.telemetered[event.fault.device] === 1;
    const random = world.random(`notice ${event.fault.id}`);
    // Without telemetry the first calls have to come in and be understood.
    world.after((seen ? random.between(1, 3) : random.between(6, 12)) * MINUTE, () => {
      waiting.push(event.fault);
      assign();
    });
  });
  world.after(0, () => {
    for (const crew of crews) say(crew, 'available');
  });
}

const away = (crew: Crew, lon: number, lat: number): number => metres(crew.lon, crew.lat, lon, lat) || 0;

/** A trunk fault is cut out first and the others get supply back in steps; below a fuse everybody waits for the repair. */
function* workSteps(world: World, fault: Fault, minutes: (low: number, high: number) => number): Generator<Step> {
  const { grid, supply } = world;
  const { device, location } = fault;
  const kind = switchKindOf(grid, device);
  const reach = (branch: number): number => (grid.telemetered[branch] === 1 ? minutes(0.5, 1.5) : minutes(3, 7));
  const turn = (branch: number, open: boolean): Step => {
    const cause = grid.telemetered[branch] === 1 ? 'command' : 'manual';
    return { waitMs: reach(branch), act: () => world.operate({ branch, open: open ? grid.phases[branch]! : 0, cause, fault }) };
  };
  const repair = (low: number, high: number): Step => ({ waitMs: minutes(low, high), act: () => undefined });
  if (grid.kind[device] === TRANSFORMER) {
    yield repair(25, 60);
    yield turn(device, false);
    return;
  }
  if (kind === 'fuse') {
    yield repair(8, 30);
    yield turn(device, false);
    return;
  }
  const plan = planBackfeed(supply, location, device);
  for (const branch of plan.isolate) yield turn(branch, true);
  if (plan.deviceFirst) yield turn(device, false);
  for (const tie of plan.ties) yield turn(tie, false);
  yield repair(25, 60);
  if (!plan.deviceFirst) yield turn(device, false);
  for (const branch of plan.isolate) yield turn(branch, false);
  for (const tie of plan.ties) yield turn(tie, true);
}

const FINDINGS = [
  'Tree on the line',
  'Broken insulator',
  'Animal contact',
  'Conductor down',
  'Lightning damage',
  'Failed connector',
] as const;

function noteOf(world: World, fault: Fault, random: Random): string {
  const found = world.grid.kind[fault.location] === TRANSFORMER ? 'Failed transformer' : (random.pick(FINDINGS) ?? 'Damage');
  return `${found} at ${world.grid.branchIds[fault.location]}, ${world.grid.branchIds[fault.device]} open`;
}
