/** SCADA: positions of telemetered switches and currents of measured feeders, one RTU a substation. */

import { flows } from '../flows.ts';
import { phaseLetters } from '../grid.ts';
import { rtuOfBranch, rtuSource, rtus } from '../rtus.ts';
import type { WorldEvent } from '../worldEvent.ts';
import type { View } from './view.ts';

const MEASURE_EVERY_MS = 5 * 60_000;
const MEASURE_SOON_MS = 4_000;
/** Share of readings that are wrong, and marked invalid or questionable. */
const WRONG_SHARE = 0.001;
/** Share of movements that are seen half way. */
const TRAVEL_SHARE = 0.03;

/** @param speaks which substations this view speaks for; the others have another protocol */
export const createScada =
  (speaks: (substation: number) => boolean = () => true): View =>
  ({ world, post }) => {
    const { grid } = world;
    const random = world.random('scada');
    const rtuOf = rtuOfBranch(world);
    const silent = new Map<number, (() => void)[]>();
    const measured = [...world.devices.values()].filter((device) => device.telemetered).map((device) => device.branch);
    const busyUntil = new Map<number, number>();
    const lastAmps = new Map<number, number>();
    let measurePlanned = false;

    /** A silent RTU keeps what it saw and sends it when it is back. */
    function deliver(substation: number, send: () => void): void {
      const waiting = silent.get(substation);
      if (waiting) waiting.push(send);
      else send();
    }

    function report(
      branch: number,
      at: number,
      fields: Readonly<Record<string, unknown>>,
      kind: 'switch' | 'measurement' = 'switch',
    ): void {
      const substation = rtuOf(branch);
      if (!speaks(substation)) return;
      deliver(substation, () => post.send(rtuSource(grid, substation), kind, grid.branchIds[branch]!, at, fields));
    }

    function moved(event: Extract<WorldEvent, { type: 'switch' }>): void {
      const { branch, position, cause, faultCurrent } = event;
      const at = world.now();
      const rtu = rtuOf(branch);
      // An RTU scans in order: nothing overtakes what it saw before.
      const due = Math.max(at + random.between(100, 900), (busyUntil.get(rtu) ?? 0) + 1);
      busyUntil.set(rtu, due);
      const delay = due - at;
      if (random.chance(TRAVEL_SHARE)) world.after(delay, () => report(branch, at, { position: 'intermediate' }));
      const phases = event.phases === grid.phases[branch] ? {} : { phases: phaseLetters(event.phases) };
      const current = faultCurrent === null ? {} : { faultCurrent };
      world.after(delay, () => report(branch, at, { position, cause, ...phases, ...current }));
      measureSoon();
    }

    function measureSoon(): void {
      if (measurePlanned) return;
      measurePlanned = true;
      world.after(MEASURE_SOON_MS, () => {
        measurePlanned = false;
        measure(0.05);
      });
    }

    /** Sends the currents that changed by more than this share since they were last sent. */
    function measure(change: number): void {
      const flow = flows(world);
      for (const branch of measured) {
        const kv = grid.nominalKv[branch] || 11;
        const amps = Math.round((flow[branch]! / (Math.sqrt(3) * kv)) * 10) / 10;
        const last = lastAmps.get(branch) ?? -1;
        if (Math.abs(amps - last) <= change * Math.max(last, 1)) continue;
        lastAmps.set(branch, amps);
        const wrong = random.chance(WRONG_SHARE);
        const fields = { quantity: 'current', value: wrong ? 0 : amps, unit: 'A', ...(wrong ? { quality: 'invalid' } : {}) };
        report(branch, world.now(), fields, 'measurement');
      }
    }

    function wrongPosition(): void {
      const branch = random.pick(measured);
      if (branch !== undefined) report(branch, world.now(), { position: 'open', cause: 'unknown', quality: 'invalid' });
      world.after(random.wait(40 * 60_000), wrongPosition);
    }

    world.listen((event) => {
      if (event.type === 'switch' && grid.telemetered[event.branch] === 1) moved(event);
      if (event.type === 'supply') measureSoon();
      if (event.type !== 'source' || !speaks(event.substation)) return;
      const source = rtuSource(grid, event.substation);
      if (event.online) {
        const waiting = silent.get(event.substation) ?? [];
        silent.delete(event.substation);
        post.send(source, 'source', source, world.now(), { online: true });
        for (const send of waiting) send();
      } else {
        post.send(source, 'source', source, world.now(), { online: false });
        silent.set(event.substation, []);
      }
    });
    const regularly = (): void => {
      measure(-1);
      world.after(MEASURE_EVERY_MS, regularly);
    };
    world.after(500, regularly);
    world.after(random.wait(40 * 60_000), wrongPosition);
    return rtus(grid).flatMap((source, i) => (speaks(i) ? [source] : []));
  };
