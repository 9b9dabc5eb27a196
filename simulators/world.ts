/** One seeded true world on virtual time: the network, its switches, and who lost supply to which fault. */

import type { SwitchCause } from '../shared/messages/switch.ts';
import { createEventQueue } from './eventQueue.ts';
import type { Grid } from './grid.ts';
import { createRandom, type Random } from './random.ts';
import { createSupply, ON, type PointChange, type Supply } from './supply.ts';
import type { Fault, WorldEvent } from './worldEvent.ts';
import { type Device, findDevices } from './zones.ts';

export type Operation = {
  readonly branch: number;
  /** Open phases afterwards; 0 = closed. */
  readonly open: number;
  readonly cause: SwitchCause;
  /** Why: losses are booked to it. */
  readonly fault: Fault;
  /** A */
  readonly faultCurrent?: number;
};

type FaultOrigin = Pick<Fault, 'kind' | 'device' | 'location' | 'phases'>;

export type World = {
  readonly grid: Grid;
  readonly supply: Supply;
  readonly devices: ReadonlyMap<number, Device>;
  readonly seed: number;
  readonly startAt: number;
  readonly endAt: number;
  now(): number;
  after(delayMs: number, action: () => void): void;
  advance(until: number): void;
  listen(listener: (event: WorldEvent) => void): void;
  tell(event: WorldEvent): void;
  random(name: string): Random;
  /** Begins a fault record; it counts from its first operation on. */
  createFault(of: FaultOrigin): Fault;
  operate(operation: Operation): void;
  /** A supply of the network itself goes or comes. */
  setSource(source: number, alive: boolean, fault: Fault): void;
  /** Service points that `from` darkened and that stay dark are the other fault's from now on (rule O17). */
  passOn(from: Fault, to: Fault): void;
  /** A customer's own trouble: supply is there, so it ends where it began. */
  breakAtCustomer(point: number, device: number): void;
  readonly pointsOut: number;
  readonly customersOut: number;
  readonly faults: readonly Fault[];
  /** Lines that are broken and not yet repaired; nobody closes onto them knowingly. */
  readonly broken: ReadonlySet<number>;
  repaired(line: number): void;
};

export function createWorld(of: { grid: Grid; seed: number; startAt: number; endAt: number }): World {
  const { grid, seed, startAt, endAt } = of;
  const queue = createEventQueue();
  const supply = createSupply(grid);
  const listeners: ((event: WorldEvent) => void)[] = [];
  const faults: Fault[] = [];
  const owner = new Int32Array(grid.pointIds.length).fill(-1);
  const broken = new Set<number>();
  const indexOf = new Map<Fault, number>();
  let now = startAt;
  let pointsOut = 0;
  let customersOut = 0;

  const tell = (event: WorldEvent): void => {
    for (const listener of listeners) listener(event);
  };

  function lose(change: PointChange, fault: Fault): void {
    const customers = grid.customers[change.point]!;
    owner[change.point] = indexOf.get(fault)!;
    fault.servicePoints += 1;
    fault.customers += customers;
    fault.pointsLeft += 1;
    fault.customersLeft += customers;
    pointsOut += 1;
    customersOut += customers;
  }

  /** Books the changes: losses to the acting fault, returns to whichever fault had taken the point. A fault that was told keeps its sums, so `later` losses get a record of their own. */
  function settle(changes: readonly PointChange[], acting: Fault, later: FaultOrigin = acting): void {
    if (changes.length === 0) return;
    const steps = new Map<Fault, { servicePoints: number; customers: number }>();
    const losing = changes.some((change) => change.before === ON);
    const fault = losing && acting.servicePoints > 0 ? createFault(later) : acting;
    for (const change of changes) {
      if (change.before === ON) lose(change, fault);
      const taker = faults[owner[change.point]!];
      if (change.after !== ON || !taker) continue;
      const customers = grid.customers[change.point]!;
      const step = steps.get(taker) ?? { servicePoints: 0, customers: 0 };
      steps.set(taker, { servicePoints: step.servicePoints + 1, customers: step.customers + customers });
      taker.pointsLeft -= 1;
      taker.customersLeft -= customers;
      owner[change.point] = -1;
      pointsOut -= 1;
      customersOut -= customers;
    }
    if (losing) tell({ type: 'fault', fault });
    for (const [taker, step] of steps) tell({ type: 'restored', fault: taker, ...step });
    tell({ type: 'supply', changes, fault });
  }

  function createFault({ kind, device, location, phases }: FaultOrigin): Fault {
    const id = `fault-${String(faults.length + 1).padStart(4, '0')}`;
    const fault = { id, kind, device, location, phases, at: now, servicePoints: 0, customers: 0, pointsLeft: 0, customersLeft: 0 };
    indexOf.set(fault, faults.length);
    faults.push(fault);
    if (kind === 'permanent' && location !== device) broken.add(location);
    return fault;
  }

  return {
    grid,
    supply,
    devices: findDevices(grid, supply.tree),
    seed,
    startAt,
    endAt,
    now: () => now,
    after: (delayMs, action) => queue.plan(now + Math.max(0, Math.round(delayMs)), action),
    advance(until) {
      queue.runUntil(until, (at) => {
        now = at;
      });
      now = until;
    },
    listen: (listener) => listeners.push(listener),
    tell,
    random: (name) => createRandom(seed, name),
    createFault,
    operate({ branch, open, cause, fault, faultCurrent }) {
      const carried = grid.phases[branch]!;
      const phases = (supply.open[branch]! ^ open) & carried;
      supply.open[branch] = open & carried;
      tell({ type: 'switch', branch, position: open === 0 ? 'closed' : 'open', phases, cause, faultCurrent: faultCurrent ?? null });
      // Whoever loses supply because a person opens a switch lost it to that switch, not to what is being repaired.
      const switching = open !== 0 && (cause === 'manual' || cause === 'command');
      settle(supply.refresh(), fault, switching ? { kind: 'planned', device: branch, location: fault.location, phases } : fault);
    },
    setSource(source, alive, fault) {
      if (alive) supply.deadSources.delete(source);
      else supply.deadSources.add(source);
      settle(supply.refresh(), fault);
    },
    passOn(from, to) {
      const [fromIndex, toIndex] = [indexOf.get(from)!, indexOf.get(to)!];
      const [servicePoints, customers] = [from.pointsLeft, from.customersLeft];
      if (servicePoints === 0) return;
      owner.forEach((index, point) => {
        if (index === fromIndex) owner[point] = toIndex;
      });
      from.pointsLeft = 0;
      from.customersLeft = 0;
      Object.assign(to, { servicePoints, customers, pointsLeft: servicePoints, customersLeft: customers });
      tell({ type: 'restored', fault: from, servicePoints, customers });
      tell({ type: 'fault', fault: to });
    },
    breakAtCustomer(point, device) {
      const fault = createFault({ kind: 'private', device, location: device, phases: grid.phases[device]! });
      const customers = grid.customers[point]!;
      Object.assign(fault, { servicePoints: 1, customers });
      tell({ type: 'fault', fault });
      tell({ type: 'restored', fault, servicePoints: 1, customers });
      tell({ type: 'private', point });
    },
    get pointsOut() {
      return pointsOut;
    },
    get customersOut() {
      return customersOut;
    },
    faults,
    broken,
    repaired: (line) => void broken.delete(line),
  };
}
