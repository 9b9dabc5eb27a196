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
};

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
