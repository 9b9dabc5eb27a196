/** What a tie can carry more: the smallest of rating less load on the way that feeds it (rule F7). */

import { feedPath } from '../network/feedPath.ts';
import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { isClosed } from './darkZone.ts';

/** Connected load of service points drawn at once, kVA (rule F8). */
export function loadOf({ network }: LiveEnergisation, points: Iterable<number>, utilisation: number): number {
  let kva = 0;
  for (const point of points) kva += network.servicePoints.kva[point]!;
  return kva * utilisation;
}

/** The emergency rating where given, else the normal one; 0 where unknown. */
const ratingOf = ({ network }: LiveEnergisation, branch: number): number =>
  Math.max(network.branches.ratingKva[branch]!, network.branches.emergencyKva[branch]!);

/** Load on each branch of a feed path: of everything that hangs on it, kVA. Walks the live part of one feeder, outward from the path. */
function loadsOnPath(live: LiveEnergisation, node: number, path: readonly number[], utilisation: number): number[] {
  const { servicePoints, pointsAtNode, adjacency, branches } = live.network;
  const { from, to } = branches;
  const feeder = live.feederOfNode(node);
  const reached = [node];
  for (const branch of path) {
    const at = reached.at(-1)!;
    reached.push(from[branch] === at ? to[branch]! : from[branch]!);
  }
  // Place on the path at which supply of a node leaves it.
  const places = reached.map((_, place) => place);
  const seen = new Set(reached);
  const hung = new Float64Array(path.length + 1);
  for (let next = 0; next < reached.length; next += 1) {
    const here = reached[next]!;
    if (live.feederOfNode(here) !== feeder) continue;
    const place = places[next]!;
    for (let i = pointsAtNode.start[here]!; i < pointsAtNode.start[here + 1]!; i += 1) {
      const point = pointsAtNode.servicePoint[i]!;
      if (live.feederOfServicePoint(point) === feeder) hung[place]! += servicePoints.kva[point]! * utilisation;
    }
    for (let i = adjacency.start[here]!; i < adjacency.start[here + 1]!; i += 1) {
      const beyond = adjacency.neighbour[i]!;
      if (seen.has(beyond) || !isClosed(live, adjacency.branch[i]!)) continue;
      seen.add(beyond);
      reached.push(beyond);
      places.push(place);
    }
  }
  let sum = 0;
  return path.map((_, place) => {
    sum += hung[place]!;
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
