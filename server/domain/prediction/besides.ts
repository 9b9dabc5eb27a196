/** Service points beside a device: on the other branches of the device above it, to be asked whether they have supply (rule P15). */

import type { Predictor } from './predictor.ts';
import { NO_DEVICE, pointsUnder } from './protectionTree.ts';

/** At most `each` on each branch; none where the device above cannot have failed. */
export function pointsBesides(predictor: Predictor, device: number, each: number, isFree: (point: number) => boolean): number[] {
  const { tree } = predictor;
  const above = device === NO_DEVICE ? NO_DEVICE : (tree.parent[device] ?? NO_DEVICE);
  if (above === NO_DEVICE || predictor.isVetoed(above)) return [];
  const counts = new Map<number, number>();
  const found: number[] = [];
  for (const point of pointsUnder(tree, above)) {
    if (!isFree(point)) continue;
    let branch = tree.deviceOfPoint[point]!;
    while (branch !== above && tree.parent[branch] !== above) branch = tree.parent[branch]!;
    const count = counts.get(branch) ?? 0;
    if (branch === device || count >= each) continue;
    counts.set(branch, count + 1);
    found.push(point);
  }
  return found;
}
