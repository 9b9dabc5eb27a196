/** How protection answers a fault: fuses blow, reclosers and breakers try again, sectionalisers count and open. */

import { otherEnd, switchKindOf } from './grid.ts';
import type { World } from './world.ts';
import type { Fault } from './worldEvent.ts';

export type Strike = {
  readonly location: number;
  /** Nearest protective device above the location. */
  readonly device: number;
  /** A temporary fault is gone once the line was dead for a moment. */
  readonly lasting: boolean;
  /** The recloser above trips fast to save the fuse. */
  readonly fuseSaving?: boolean;
  /** Only these phases of the fuse blow. */
  readonly phases?: number;
};

// A trip takes relay and breaker time; a fault that is still there trips again within this.
const TRIP_MS = 120;
const RETRIP_MS = 300;
/** Dead times before each try, by device. */
const DEAD_TIMES_MS: Readonly<Record<string, readonly number[]>> = { recloser: [2_000, 15_000], breaker: [8_000] };

export function strike(world: World, hit: Strike): void {
  const { grid, devices } = world;
  const kind = switchKindOf(grid, hit.device);
  const path = pathToSource(world, hit.location);
  if (path.length > 0) world.tell({ type: 'fault-current', path, phases: grid.phases[hit.location]! });
  const above = devices.get(hit.device)?.above ?? -1;
  switch (kind) {
    case 'recloser':
    case 'breaker':
      world.after(TRIP_MS, () => tripAndReclose(world, hit, hit.device));
      return;
    case 'sectionaliser':
      world.after(TRIP_MS, () => countAndOpen(world, hit));
      return;
    default:
      // Only a recloser can open for a blink; a fuse above a fuse cannot.
      if (hit.fuseSaving && switchKindOf(grid, above) === 'recloser') world.after(TRIP_MS, () => saveFuse(world, hit, above));
      else world.after(TRIP_MS, () => blow(world, hit));
  }
}

/** The branches that carry fault current, from the location up to the source. */
function pathToSource(world: World, location: number): number[] {
  const { grid, supply } = world;
  const path: number[] = [];
  const ends = [grid.from[location]!, grid.to[location]!];
  let node = ends.find((end) => supply.tree.live[end] !== 0 && supply.tree.parent[end] !== location) ?? -1;
  while (node >= 0) {
    const branch = supply.tree.parent[node]!;
    if (branch < 0) break;
    path.push(branch);
    node = otherEnd(grid, branch, node);
  }
  return path;
}

const faultAmps = (world: World, location: number): number =>
  400 + Math.round(8_000 / (1 + (pathToSource(world, location).length % 40) / 4));

function blow(world: World, hit: Strike): void {
  const phases = hit.phases ?? world.grid.phases[hit.device]!;
  const fault = world.createFault({ kind: 'permanent', device: hit.device, location: hit.location, phases });
  world.operate({ branch: hit.device, open: world.supply.open[hit.device]! | phases, cause: 'trip', fault });
  world.tell({ type: 'locked-out', fault });
}

function trip(world: World, hit: Strike, device: number, kind: 'permanent' | 'temporary'): Fault {
  const phases = world.grid.phases[device]!;
  const faultCurrent = faultAmps(world, hit.location);
  const fault = world.createFault({ kind, device, location: hit.location, phases });
  world.operate({ branch: device, open: phases, cause: 'trip', fault, faultCurrent });
  return fault;
}

const close = (world: World, device: number, fault: Fault): void => world.operate({ branch: device, open: 0, cause: 'reclose', fault });

/** Closing onto a fault that is still there gives a third of a second of supply: telemetry sees it, customers and truth do not. */
function tryInVain(world: World, device: number, last: boolean): void {
  const phases = world.grid.phases[device]!;
  world.tell({ type: 'switch', branch: device, position: 'closed', phases, cause: 'reclose', faultCurrent: null });
  world.after(RETRIP_MS, () =>
    world.tell({ type: 'switch', branch: device, position: 'open', phases, cause: last ? 'lockout' : 'trip', faultCurrent: null }),
  );
}

function tripAndReclose(world: World, hit: Strike, device: number): void {
  const fault = trip(world, hit, device, hit.lasting ? 'permanent' : 'temporary');
  const deadTimes = DEAD_TIMES_MS[switchKindOf(world.grid, device)] ?? [];
  // Three of four temporary faults are gone at the first try.
  const clearsAt = hit.lasting ? -1 : Math.min(deadTimes.length - 1, world.random(`clears ${fault.id}`).chance(0.75) ? 0 : 1);
  let elapsed = 0;
  deadTimes.slice(0, hit.lasting ? deadTimes.length : clearsAt + 1).forEach((dead, shot) => {
    elapsed += dead;
    const last = shot === deadTimes.length - 1;
    world.after(elapsed, () => (shot === clearsAt ? close(world, device, fault) : tryInVain(world, device, last)));
    elapsed += RETRIP_MS;
  });
  if (hit.lasting) world.after(elapsed + 1, () => world.tell({ type: 'locked-out', fault }));
}

function saveFuse(world: World, hit: Strike, recloser: number): void {
  const momentary = trip(world, hit, recloser, 'temporary');
  world.after(2_000, () => {
    close(world, recloser, momentary);
    if (hit.lasting) world.after(TRIP_MS, () => blow(world, hit));
  });
}

function countAndOpen(world: World, hit: Strike): void {
  const { grid, devices } = world;
  let above = devices.get(hit.device)?.above ?? -1;
  while (above >= 0 && !(switchKindOf(grid, above) in DEAD_TIMES_MS)) above = devices.get(above)?.above ?? -1;
  if (above < 0) return blow(world, hit);
  const momentary = trip(world, hit, above, 'temporary');
  if (!hit.lasting) {
    world.after(2_000, () => close(world, above, momentary));
    return;
  }
  world.after(2_000, () => tryInVain(world, above, false));
  world.after(4_000, () => {
    const fault = world.createFault({ kind: 'permanent', device: hit.device, location: hit.location, phases: grid.phases[hit.device]! });
    world.operate({ branch: hit.device, open: grid.phases[hit.device]!, cause: 'trip', fault });
    world.after(13_000, () => {
      close(world, above, momentary);
      world.passOn(momentary, fault);
      world.tell({ type: 'locked-out', fault });
    });
  });
}
