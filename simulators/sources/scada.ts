/** SCADA: positions of telemetered switches and currents of measured feeders, one remote terminal a substation. */

import type { Connection } from '../connection.ts';
import { jsonConnection } from '../connection.ts';
import { flows } from '../flows.ts';
import { rtuOfBranch, rtus } from '../rtus.ts';
import type { World } from '../world.ts';
import type { WorldEvent } from '../worldEvent.ts';
import { createJsonRtu } from './jsonRtu.ts';
import type { Rtu } from './rtu.ts';
import { createSparkplugRtu } from './sparkplugRtu.ts';
import type { View, ViewOf } from './view.ts';

const MEASURE_EVERY_MS = 5 * 60_000;
const MEASURE_SOON_MS = 4_000;
/** Share of readings that are wrong, and marked so. */
const WRONG_SHARE = 0.001;
const WRONG_POSITION_MEAN_MS = 40 * 60_000;
/** Share of movements that are seen half way. */
const TRAVEL_SHARE = 0.03;

/** @param sparkplug which substations speak Sparkplug B instead of plain JSON */
export const createScada =
  (sparkplug: (substation: number) => boolean = () => false): View =>
  (of) => {
    const { world } = of;
    const connections: Connection[] = [];
    const speakers = rtus(world.grid).map((source, substation): Rtu => {
      if (!sparkplug(substation)) {
        connections.push(jsonConnection(source));
        return createJsonRtu(of, source);
      }
      const edge = createSparkplugRtu(of, substation);
      connections.push(edge.connection);
      return edge.rtu;
    });
    const deliver = createDelivery(world, speakers);
    reportMovements(of, deliver);
    reportCurrents(of, deliver);
    return connections;
  };

type Deliver = (branch: number, send: (rtu: Rtu) => void) => void;

/** A silent terminal keeps what it saw and sends it when it is back. */
function createDelivery(world: World, speakers: readonly Rtu[]): Deliver {
  const rtuOf = rtuOfBranch(world);
  const silent = new Map<number, ((rtu: Rtu) => void)[]>();
  world.listen((event) => {
    if (event.type !== 'source') return;
    const rtu = speakers[event.substation];
    const kept = silent.get(event.substation) ?? [];
    rtu?.presence(event.online);
    if (!event.online) silent.set(event.substation, kept);
    else if (silent.delete(event.substation) && rtu) for (const send of kept) send(rtu);
  });
  return (branch, send) => {
    const substation = rtuOf(branch);
    const rtu = speakers[substation];
    const kept = silent.get(substation);
    if (kept) kept.push(send);
    else if (rtu) send(rtu);
  };
}

function reportMovements({ world }: ViewOf, deliver: Deliver): void {
  const { grid } = world;
  const random = world.random('scada movements');
  const rtuOf = rtuOfBranch(world);
  const busyUntil = new Map<number, number>();

  function moved({ branch, position, phases, cause, faultCurrent }: Extract<WorldEvent, { type: 'switch' }>): void {
    const at = world.now();
    // A terminal scans in order: nothing overtakes what it saw before.
    const due = Math.max(at + random.between(100, 900), (busyUntil.get(rtuOf(branch)) ?? 0) + 1);
    busyUntil.set(rtuOf(branch), due);
    const movement = { branch, at, phases, good: true };
    const halfWay = random.chance(TRAVEL_SHARE);
    world.after(due - at, () => {
      if (halfWay) deliver(branch, (rtu) => rtu.moved({ ...movement, position: 'intermediate', cause: null, faultCurrent: null }));
      deliver(branch, (rtu) => rtu.moved({ ...movement, position, cause, faultCurrent }));
    });
  }

  const telemetered = [...grid.telemetered.keys()].filter((branch) => grid.telemetered[branch] === 1);
  const wrongly = (): void => {
    const branch = random.pick(telemetered);
    if (branch !== undefined) {
      const movement = { branch, at: world.now(), phases: grid.phases[branch]!, cause: null, faultCurrent: null, good: false };
      deliver(branch, (rtu) => rtu.moved({ ...movement, position: 'open' }));
    }
    world.after(random.wait(WRONG_POSITION_MEAN_MS), wrongly);
  };
  world.after(random.wait(WRONG_POSITION_MEAN_MS), wrongly);
  world.listen((event) => {
    if (event.type === 'switch' && grid.telemetered[event.branch] === 1) moved(event);
  });
}

function reportCurrents({ world }: ViewOf, deliver: Deliver): void {
  const { grid, devices } = world;
  const random = world.random('scada currents');
  const measured = [...devices.values()].filter((device) => device.telemetered).map((device) => device.branch);
  const lastAmps = new Map<number, number>();
  let planned = false;

  /** Sends the currents that changed by more than this share since they were last sent. */
  function measure(change: number): void {
    const flow = flows(world);
    const at = world.now();
    for (const branch of measured) {
      const exact = flow[branch]! / (Math.sqrt(3) * (grid.nominalKv[branch] || 11));
      const amps = Math.round(exact * 10) / 10;
      const last = lastAmps.get(branch) ?? -1;
      if (Math.abs(amps - last) <= change * Math.max(last, 1)) continue;
      lastAmps.set(branch, amps);
      const good = !random.chance(WRONG_SHARE);
      deliver(branch, (rtu) => rtu.measured({ branch, at, amps: good ? amps : 0, good }));
    }
  }

  world.listen((event) => {
    if (planned || (event.type !== 'supply' && event.type !== 'switch')) return;
    planned = true;
    world.after(MEASURE_SOON_MS, () => {
      planned = false;
      measure(0.05);
    });
  });
  const regularly = (): void => {
    measure(-1);
    world.after(MEASURE_EVERY_MS, regularly);
  };
  world.after(500, regularly);
}
