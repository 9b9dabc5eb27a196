/** The simple predictor to compare with: any three calls in a pool of time, and the first device above all of them. */

import type { Network } from '../../server/domain/network/network.ts';
import { NONE } from '../../server/domain/network/network.ts';
import { findProtection } from '../../server/domain/network/protection.ts';
import { pathUp, pointsUnder } from '../../server/domain/prediction/protectionTree.ts';
import { treeOf } from '../../server/domain/prediction/treeOf.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { Sighting } from './scoreBoard.ts';

const POOL = 3;
/** Nobody tells it that supply is back. */
const LASTS_MS = 60 * 60_000;

type Made = { readonly device: number; readonly at: number; open: boolean };

export function createBaseline(network: Network) {
  const tree = treeOf(findProtection(network));
  let pool: number[] = [];
  const made: Made[] = [];
  let now = 0;

  function common(points: readonly number[]): number {
    const [first, ...rest] = points.map((point) => pathUp(tree, point));
    return first?.find((device) => rest.every((path) => path.includes(device))) ?? NONE;
  }

  const over = (device: number, point: number): boolean => pathUp(tree, point).includes(device);

  return {
    hear(message: Message, at: number): void {
      now = at;
      if (message.kind !== 'call' || message.servicePoint === null) return;
      if (message.trouble !== 'no-power' && message.trouble !== 'partial') return;
      const point = network.servicePointIndex.get(message.servicePoint) ?? NONE;
      if (point === NONE || made.some(({ device, open }) => open && over(device, point))) return;
      pool = [...new Set([...pool, point])];
      if (pool.length < POOL) return;
      const device = common(pool);
      pool = [];
      if (device !== NONE) made.push({ device, at, open: true });
    },
    *sightings(): Iterable<Sighting> {
      for (const [i, each] of made.entries()) {
        if (now - each.at > LASTS_MS) each.open = false;
        const device = network.branches.ids[tree.branch[each.device]!]!;
        yield { id: `pool:${i}`, device, startedAt: each.at, open: each.open, aside: false, void: false };
      }
    },
    customers(): number {
      const dark = new Set<number>();
      for (const { device, open } of made) if (open) for (const point of pointsUnder(tree, device)) dark.add(point);
      let sum = 0;
      for (const point of dark) sum += network.servicePoints.customers[point]!;
      return sum;
    },
  };
}
