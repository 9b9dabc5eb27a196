/** Draws where the next fault strikes: a device class is given, chance and wind choose device and line. */

import type { Front } from './front.ts';
import { otherEnd, placeOf, switchKindOf, TRANSFORMER } from './grid.ts';
import type { Strike } from './protection.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';
import { type Device, distinct, isProtective } from './zones.ts';

export type StrikeClass = 'trunk' | 'lateral' | 'transformer';

export type StrikeChooser = {
  /** null when nothing of this class is left that fits. */
  choose(wanted: StrikeClass, limits: { most: number; least?: number }): Strike | null;
  /** A device deep below this one, for a fault that shows only when supply returns. */
  chooseBelow(device: number): Strike | null;
};

const TRIES = 60;
const CANDIDATES = 8;
// The more houses hang on a device, the more wire there is to hit; beyond this many the trunk is what counts.
const WHOLE_WEIGHT = 40;

/**
 * Each device is struck once at most, and of those below one telemetered device only one of each branch: two failed
 * transformers below one fuse look like that fuse to everybody, so no conclusion from them could be called wrong.
 */
export function createStrikeChooser(world: World, random: Random, front: Front | null): StrikeChooser {
  const { grid, supply, devices } = world;
  const used = new Set<number>();
  const families = new Set<number>();
  const classes = new Map<StrikeClass, Device[]>([
    ['trunk', []],
    ['lateral', []],
    ['transformer', []],
  ]);
  for (const device of devices.values()) {
    const name = classOf(device);
    if (name && device.points > 1 && device.zone.length > 0) classes.get(name)?.push(device);
  }

  function classOf(device: Device): StrikeClass | null {
    if (grid.kind[device.branch] === TRANSFORMER) return device.telemetered ? null : 'transformer';
    const kind = switchKindOf(grid, device.branch);
    if (device.telemetered) return kind === 'breaker' || kind === 'recloser' ? 'trunk' : null;
    return distinct(device, devices) ? 'lateral' : null;
  }

  /** In abnormal switching a line may hang on another device than usual; then it is not struck. */
  function clearedBy(location: number, device: number): boolean {
    if (location === device) return true;
    let branch = location;
    for (;;) {
      const [from, to] = [grid.from[branch]!, grid.to[branch]!];
      const lower = supply.tree.parent[to] === branch ? to : from;
      const up = supply.tree.parent[otherEnd(grid, branch, lower)]!;
      if (supply.tree.parent[lower] !== branch || up < 0) return false;
      if (isProtective(grid, up)) return up === device;
      branch = up;
    }
  }

  /** Topmost device without telemetry above it, or the device itself. */
  function familyOf(branch: number): number {
    let top = branch;
    for (let up = devices.get(top); up && !up.telemetered; up = devices.get(up.above)) top = up.branch;
    return top;
  }

  function tryDevice(device: Device, most: number, least: number): Strike | null {
    if (used.has(device.branch) || families.has(familyOf(device.branch)) || supply.open[device.branch] !== 0) return null;
    const size = supply.countBelow(device.branch);
    const location = random.pick(device.zone);
    if (location === undefined || size < Math.max(2, least) || size > most || !clearedBy(location, device.branch)) return null;
    return { location, device: device.branch, lasting: true };
  }

  function take(found: Strike | undefined): Strike | null {
    if (!found) return null;
    used.add(found.device);
    families.add(familyOf(found.device));
    return found;
  }

  return {
    choose(wanted, { most, least = 2 }) {
      const pool = classes.get(wanted) ?? [];
      const found: { hit: Strike; weight: number }[] = [];
      for (let i = 0; i < TRIES && found.length < CANDIDATES; i++) {
        const device = random.pick(pool);
        const hit = device ? tryDevice(device, most, least) : null;
        if (!device || !hit) continue;
        const wind = front ? front.strength(...placeOf(grid, hit.location), world.now()) : 1;
        found.push({ hit, weight: wind * Math.min(1, device.points / WHOLE_WEIGHT) });
      }
      let mark = random.next() * found.reduce((sum, one) => sum + one.weight, 0);
      const chosen = found.find((one) => {
        mark -= one.weight;
        return mark <= 0;
      });
      return take((chosen ?? found[0])?.hit);
    },
    chooseBelow(above) {
      const whole = devices.get(above)?.points ?? 0;
      const deep = below(devices, above).filter((device) => {
        const name = classOf(device);
        const fits = device.points > 1 && device.points <= whole / 2 && device.zone.length > 0 && !used.has(device.branch);
        const simple = switchKindOf(grid, device.branch) === 'fuse' || name === 'transformer';
        return fits && simple && name !== null && name !== 'trunk';
      });
      const device = random.pick(deep);
      const location = device ? random.pick(device.zone) : undefined;
      return take(device && location !== undefined ? { device: device.branch, location, lasting: true } : undefined);
    },
  };
}

function below(devices: ReadonlyMap<number, Device>, top: number): Device[] {
  const found: Device[] = [];
  const queue = [...(devices.get(top)?.below ?? [])];
  for (let branch = queue.pop(); branch !== undefined; branch = queue.pop()) {
    const device = devices.get(branch);
    if (!device) continue;
    found.push(device);
    queue.push(...device.below);
  }
  return found;
}
