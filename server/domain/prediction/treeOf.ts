/** The protection of a network in the shape that evidence climbs: parents before children, service points in order. */

import type { Protection } from '../network/protection.ts';
import { completeTree, NO_DEVICE, type ProtectionTree } from './protectionTree.ts';
import { type DeviceClass, LARGE_TRANSFORMER } from './settings.ts';

export function treeOf(protection: Protection): ProtectionTree {
  const { count, parent, childStart, children } = protection;
  const order: number[] = [];
  for (let device = 0; device < count; device += 1) if (parent[device] === NO_DEVICE) order.push(device);
  for (const device of order) for (let i = childStart[device]!; i < childStart[device + 1]!; i += 1) order.push(children[i]!);
  const place = new Int32Array(count).fill(NO_DEVICE);
  order.forEach((device, i) => {
    place[device] = i;
  });
  const moved = (device: number): number => (device === NO_DEVICE ? NO_DEVICE : place[device]!);
  const classOf = (device: number): DeviceClass => {
    const own = protection.deviceClass[device]!;
    if (own === 'transformer') return protection.pointsBelow[device]! > LARGE_TRANSFORMER ? 'large-transformer' : 'transformer';
    return own === 'sectionaliser' ? 'recloser' : own;
  };
  return completeTree({
    branch: Int32Array.from(order, (device) => protection.branch[device]!),
    parent: Int32Array.from(order, (device) => moved(parent[device]!)),
    deviceClass: order.map(classOf),
    deviceOfPoint: Int32Array.from(protection.deviceOfPoint, moved),
  });
}
