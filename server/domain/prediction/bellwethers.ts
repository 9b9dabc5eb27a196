/** The meters that speak for their transformer when there are too many to hear: one each, two on large ones (rule A13). */

import type { Network } from '../network/network.ts';
import { NO_DEVICE, type ProtectionTree } from './protectionTree.ts';
import { LARGE_TRANSFORMER } from './settings.ts';

export type Bellwethers = { readonly has: (point: number) => boolean; readonly count: number };

/** The first ones of the network's list; who hangs on no transformer always speaks. */
export function bellwethersOf({ servicePoints }: Network, tree: ProtectionTree): Bellwethers {
  const chosen = new Uint8Array(servicePoints.count);
  const perDevice = new Uint8Array(tree.count);
  let count = 0;
  for (let point = 0; point < servicePoints.count; point += 1) {
    const device = tree.deviceOfPoint[point] ?? NO_DEVICE;
    const deviceClass = device === NO_DEVICE ? null : tree.deviceClass[device];
    if (deviceClass === 'transformer' || deviceClass === 'large-transformer') {
      if (perDevice[device]! >= (tree.pointsBelow[device]! > LARGE_TRANSFORMER ? 2 : 1)) continue;
      perDevice[device]! += 1;
    }
    chosen[point] = 1;
    count += 1;
  }
  return { has: (point) => chosen[point] === 1, count };
}
