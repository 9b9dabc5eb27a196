/** Which protective device stands above which, and above each service point: the shape that evidence climbs (rules N1, P5). */

import type { DeviceClass } from './settings.ts';

export const NO_DEVICE = -1;

export type ProtectionTree = {
  /** Number of protective devices; they are numbered from 0, parents in any order. */
  readonly count: number;
  /** Branch index in the network of each device. */
  readonly branch: Int32Array;
  /** Next protective device towards the source, NO_DEVICE at the top. */
  readonly parent: Int32Array;
  readonly deviceClass: readonly DeviceClass[];
  /** Nearest device above each service point of the network, NO_DEVICE where there is none. */
  readonly deviceOfPoint: Int32Array;
  /** Service points below each device, also those behind smaller devices. */
  readonly pointsBelow: Int32Array;
  /** Service points so ordered that those below a device stand together: `pointOrder[first[d] .. first[d] + pointsBelow[d])`. */
  readonly pointOrder: Int32Array;
  readonly first: Int32Array;
};

/** What a tree is made of; the order of service points follows from it. */
export type ProtectionParents = Pick<ProtectionTree, 'branch' | 'parent' | 'deviceClass' | 'deviceOfPoint'>;

/** Counts and orders the service points below each device. Parents must be numbered before their children. */
export function completeTree({ branch, parent, deviceClass, deviceOfPoint }: ProtectionParents): ProtectionTree {
  const count = branch.length;
  const pointsBelow = new Int32Array(count);
  const own = new Int32Array(count);
  for (const device of deviceOfPoint) if (device !== NO_DEVICE) own[device]! += 1;
  for (let device = count - 1; device >= 0; device -= 1) {
    pointsBelow[device]! += own[device]!;
    const above = parent[device]!;
    if (above !== NO_DEVICE) pointsBelow[above]! += pointsBelow[device]!;
  }
  const first = new Int32Array(count);
  const next = new Int32Array(count);
  let tops = 0;
  for (let device = 0; device < count; device += 1) {
    const above = parent[device]!;
    const start = above === NO_DEVICE ? tops : next[above]!;
    first[device] = start;
    next[device] = start + own[device]!;
    if (above === NO_DEVICE) tops += pointsBelow[device]!;
    else next[above]! += pointsBelow[device]!;
  }
  const pointOrder = new Int32Array(tops);
  const place = Int32Array.from(first);
  deviceOfPoint.forEach((device, point) => {
    if (device !== NO_DEVICE) pointOrder[place[device]!++] = point;
  });
  return { count, branch, parent, deviceClass, deviceOfPoint, pointsBelow, pointOrder, first };
}

/** Service points below a device. */
export const pointsUnder = (tree: ProtectionTree, device: number): Int32Array =>
  tree.pointOrder.subarray(tree.first[device]!, tree.first[device]! + tree.pointsBelow[device]!);

/** Devices from a service point up to the source, nearest first. */
export function pathUp(tree: ProtectionTree, point: number): number[] {
  const path: number[] = [];
  for (let device = tree.deviceOfPoint[point] ?? NO_DEVICE; device !== NO_DEVICE; device = tree.parent[device] ?? NO_DEVICE)
    path.push(device);
  return path;
}

export function isBelow(tree: ProtectionTree, device: number, above: number): boolean {
  for (let at = tree.parent[device] ?? NO_DEVICE; at !== NO_DEVICE; at = tree.parent[at] ?? NO_DEVICE) if (at === above) return true;
  return false;
}
