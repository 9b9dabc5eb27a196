/** Finite crews: told of a fault, they drive, look, repair and leave; who waits longest with most customers goes first. */

import { metres, TRANSFORMER } from './grid.ts';
import type { Random } from './random.ts';
import { placeAlong, routeBetween } from './route.ts';
import { type Step, workSteps } from './workSteps.ts';
import type { World } from './world.ts';
import type { CrewStatus, Fault } from './worldEvent.ts';

const MINUTE = 60_000;
/** 25 km/h, told every half minute. */
const METRES_PER_LEG = 210;
const LEG_MS = 30_000;
/** Drive of a crew whose way is unknown. */
const USUAL_LEGS = 20;
const NOT_FOUND_SHARE = 0.12;
const HELP_SHARE = 0.06;

type Crew = { readonly index: number; node: number; lon: number; lat: number; busy: boolean; fault: Fault | null };

export type Repairs = {
  readonly crews: number;
  /** A person sent this crew to a branch: it goes when it is free, and finds what is broken there, or nothing. */
  send(crew: number, branch: number): boolean;
};

/** Somebody sent to a place finds damage this near to it, metres. */
const IN_SIGHT_M = 400;

/** Jobs go to the nearest free crew, the fault with most customers out first. */
export function startRepairs(world: World, crewCount: number): Repairs {
  const { grid } = world;
  const crews = Array.from({ length: crewCount }, (_, index): Crew => {
    const node = grid.sources[index % Math.max(1, grid.sources.length)]?.node ?? 0;
    return { index, node, lon: grid.nodeLon[node]!, lat: grid.nodeLat[node]!, busy: false, fault: null };
  });
  const waiting: Fault[] = [];

  function say(crew: Crew, status: CrewStatus | null, note: string | null = null, estimateAt: number | null = null): void {
    world.tell({ type: 'crew', crew: crew.index, status, lon: crew.lon, lat: crew.lat, estimateAt, note, fault: crew.fault });
  }

  function assign(): void {
    for (;;) {
      const free = crews.filter((crew) => !crew.busy);
      waiting.sort((a, b) => b.customersLeft - a.customersLeft || a.at - b.at);
      const fault = free.length > 0 ? waiting.shift() : undefined;
      if (!fault) return;
      const target = grid.from[fault.location]!;
      const distance = ({ lon, lat }: Crew): number => metres(lon, lat, grid.nodeLon[target]!, grid.nodeLat[target]!) || 0;
      const crew = free.reduce((best, one) => (distance(one) < distance(best) ? one : best));
      begin(crew, fault, target);
    }
  }

  function begin(crew: Crew, fault: Fault, target: number): void {
    crew.busy = true;
    crew.fault = fault;
    send(crew, fault, target);
  }

  /** Sent where nothing is broken: drives there, looks, comes back. */
  function lookInVain(crew: Crew, target: number): void {
    const random = world.random(`in vain ${crew.index} ${world.now()}`);
    crew.busy = true;
    say(crew, 'en-route');
    drive(crew, target, () => {
      say(crew, 'arrived');
      world.after(random.between(8, 20) * MINUTE, () => {
        say(crew, null, 'Nothing found here');
        free(crew);
      });
    });
  }

  function free(crew: Crew): void {
    crew.busy = false;
    crew.fault = null;
    say(crew, 'available');
    assign();
  }

  function send(crew: Crew, fault: Fault, target: number): void {
    const random = world.random(`repair ${fault.id}`);
    const minutes = (low: number, high: number): number => random.between(low, high) * MINUTE;
    say(crew, 'assigned');
    world.after(minutes(1, 4), () => {
      say(crew, 'en-route');
      drive(crew, target, () => {
        say(crew, 'arrived');
        follow([...searchSteps(crew, random, minutes), { waitMs: 0, act: () => work(crew, fault, random, minutes) }]);
      });
    });
  }

  function* searchSteps(crew: Crew, random: Random, minutes: (low: number, high: number) => number): Generator<Step> {
    yield { waitMs: minutes(2, 10), act: () => undefined };
    if (random.chance(NOT_FOUND_SHARE)) {
      yield { waitMs: 0, act: () => say(crew, null, 'Nothing found yet, going on along the line') };
      yield { waitMs: minutes(8, 20), act: () => undefined };
    }
    if (random.chance(HELP_SHARE)) {
      yield { waitMs: 0, act: () => say(crew, null, 'Need help: a second pair of hands and the bucket truck') };
      yield { waitMs: minutes(15, 30), act: () => undefined };
    }
  }

  function work(crew: Crew, fault: Fault, random: Random, minutes: (low: number, high: number) => number): void {
    const steps = [...workSteps(world, fault, minutes)];
    const needed = steps.reduce((sum, step) => sum + step.waitMs, 0);
    say(crew, 'working', noteOf(world, fault, random), world.now() + needed * random.between(0.7, 1.5));
    const leave = (): void => {
      say(crew, 'complete');
      world.after(minutes(1, 3), () => free(crew));
    };
    follow([...steps, { waitMs: 0, act: leave }]);
  }

  function drive(crew: Crew, target: number, arrived: () => void): void {
    const route = routeBetween(grid, crew.node, target);
    const legs = Number.isNaN(route.metres) ? USUAL_LEGS : Math.max(1, Math.ceil(route.metres / METRES_PER_LEG));
    crew.node = target;
    const leg = (n: number): void => {
      [crew.lon, crew.lat] = placeAlong(route, n / legs);
      if (n === legs) return arrived();
      say(crew, null);
      world.after(LEG_MS, () => leg(n + 1));
    };
    world.after(LEG_MS, () => leg(1));
  }

  function follow([step, ...rest]: readonly Step[]): void {
    if (!step) return;
    world.after(step.waitMs, () => {
      step.act();
      follow(rest);
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
  return {
    crews: crews.length,
    send(index, branch) {
      const crew = crews[index];
      if (!crew || crew.busy) return false;
      const target = grid.from[branch]!;
      const away = (fault: Fault): number => {
        const node = grid.from[fault.location]!;
        return fault.device === branch || fault.location === branch
          ? 0
          : metres(grid.nodeLon[target]!, grid.nodeLat[target]!, grid.nodeLon[node]!, grid.nodeLat[node]!);
      };
      const near = waiting.filter((fault) => away(fault) <= IN_SIGHT_M).sort((a, b) => away(a) - away(b))[0];
      if (near) {
        waiting.splice(waiting.indexOf(near), 1);
        begin(crew, near, grid.from[near.location]!);
      } else lookInVain(crew, target);
      return true;
    },
  };
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
