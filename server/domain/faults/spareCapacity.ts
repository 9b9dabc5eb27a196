/** What a tie can carry more: the smallest of rating less load on the way that feeds it (rule F7). */

import { feedPath } from '../network/feedPath.ts';
import type { LiveEnergisation } from '../network/liveEnergisation.ts';

/** Connected load of service points drawn at once, kVA (rule F8). */
export function loadOf({ network }: LiveEnergisation, points: Iterable<number>, utilisation: number): number {
  let kva = 0;
  for (const point of points) kva += network.servicePoints.kva[point]!;
  return kva * utilisation;
}

/** The emergency rating where given, else the normal one; 0 where unknown. */
const ratingOf = ({ network }: LiveEnergisation, branch: number): number =>
  Math.max(network.branches.ratingKva[branch]!, network.branches.emergencyKva[branch]!);

/** Load on each branch of a feed path: of everything that hangs on it, kVA. */
function loadsOnPath(live: LiveEnergisation, node: number, path: readonly number[], utilisation: number): number[] {
  const { network } = live;
  const { servicePoints } = network;
  const { from, to } = network.branches;
  // Place on the path at which supply of a node leaves it; nodes of the path themselves first.
  const placeOf = new Map<number, number>([[node, 0]]);
  let at = node;
  path.forEach((branch, place) => {
    at = from[branch] === at ? to[branch]! : from[branch]!;
    placeOf.set(at, place + 1);
  });
  const feeder = live.feederOfNode(node);
  const hung = new Array<number>(path.length + 1).fill(0);
  for (let point = 0; point < servicePoints.count; point += 1) {
    if (servicePoints.kva[point] === 0 || live.feederOfServicePoint(point) !== feeder) continue;
    const walked: number[] = [];
    let here = servicePoints.node[point]!;
    let place = placeOf.get(here);
    for (const branch of place === undefined ? feedPath(live, here) : []) {
      walked.push(here);
      here = from[branch] === here ? to[branch]! : from[branch]!;
      place = placeOf.get(here);
      if (place !== undefined) break;
    }
    if (place === undefined) continue;
    for (const each of walked) placeOf.set(each, place);
    hung[place] = (hung[place] ?? 0) + servicePoints.kva[point]! * utilisation;
  }
  let sum = 0;
  return path.map((_, place) => {
    sum += hung[place] ?? 0;
    return sum;
  });
}

/** kVA; 0 when a rating on the way is unknown. `node` is the live end of the tie. */
export function spareOf(live: LiveEnergisation, tie: number, node: number, utilisation: number): number {
  const path = feedPath(live, node);
  const loads = loadsOnPath(live, node, path, utilisation);
  let spare = ratingOf(live, tie);
  path.forEach((branch, place) => {
    spare = Math.min(spare, Math.max(0, ratingOf(live, branch) - (loads[place] ?? 0)));
  });
  return spare;
}
