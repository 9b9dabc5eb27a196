/** Which protective device clears a fault on which line, and which devices an observer could tell apart. */

import type { Tree } from './energise.ts';
import { type Grid, otherEnd, switchKindOf, TRANSFORMER } from './grid.ts';

/** One protective device in the normal state: rule N1 counts breaker, recloser, sectionaliser, fuse and transformer. */
export type Device = {
  readonly branch: number;
  readonly telemetered: boolean;
  /** Nearest protective device above, -1 at the source. */
  readonly above: number;
  /** Lines and transformers between this device and the next ones below; a transformer's own zone begins with itself. */
  readonly zone: number[];
  readonly below: number[];
  /** Service points fed without another protective device in between. */
  direct: number;
  /** All service points behind it. */
  points: number;
  customers: number;
};

export function isProtective(grid: Grid, branch: number): boolean {
  if (grid.kind[branch] === TRANSFORMER) return true;
  const kind = switchKindOf(grid, branch);
  return kind === 'breaker' || kind === 'recloser' || kind === 'sectionaliser' || kind === 'fuse';
}

/** Protective devices by branch, in order from the sources outwards. */
export function findDevices(grid: Grid, tree: Tree): Map<number, Device> {
  const devices = new Map<number, Device>();
  const deviceAt = new Int32Array(grid.nodeIds.length).fill(-1);
  for (let i = 0; i < tree.visited; i++) {
    const node = tree.order[i]!;
    const branch = tree.parent[node]!;
    if (branch < 0) continue;
    const above = deviceAt[otherEnd(grid, branch, node)]!;
    const fixed = grid.kind[branch] === TRANSFORMER;
    if (isProtective(grid, branch)) {
      const telemetered = grid.telemetered[branch] === 1;
      devices.set(branch, { branch, telemetered, above, zone: fixed ? [branch] : [], below: [], direct: 0, points: 0, customers: 0 });
      devices.get(above)?.below.push(branch);
      deviceAt[node] = branch;
    } else {
      deviceAt[node] = above;
      if (switchKindOf(grid, branch) === '') devices.get(above)?.zone.push(branch);
    }
  }
  addPoints(grid, deviceAt, devices);
  return devices;
}

function addPoints(grid: Grid, deviceAt: Int32Array, devices: Map<number, Device>): void {
  grid.pointNode.forEach((node, point) => {
    const device = devices.get(deviceAt[node]!);
    if (!device) return;
    device.direct += 1;
    device.points += 1;
    device.customers += grid.customers[point]!;
  });
  for (const device of [...devices.values()].reverse()) {
    const above = devices.get(device.above);
    if (!above) continue;
    above.points += device.points;
    above.customers += device.customers;
  }
}

/** A fuse with one transformer behind it is that transformer's fuse: no evidence could name one and not the other. */
export function distinct(device: Device, devices: ReadonlyMap<number, Device>): boolean {
  return device.direct > 0 || device.below.filter((branch) => (devices.get(branch)?.points ?? 0) > 0).length > 1;
}
