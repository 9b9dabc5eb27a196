/** The way a crew drives: lines run along streets, so the network's own branches are its road map. */

import { type Grid, metres, otherEnd } from './grid.ts';
import { createHeap } from './heap.ts';

export type Place = readonly [lon: number, lat: number];
export type Route = { readonly places: readonly Place[]; readonly metres: number };

// A way along lines that is longer than this beside the beeline means there is a street the network does not know.
const DETOUR = 2.2;
/** Streets make a beeline this much longer. */
const STREETS = 1.3;

/** From one node to another; a beeline where lines lead too far around. Unknown positions give a length of NaN. */
export function routeBetween(grid: Grid, from: number, to: number): Route {
  const goal: Place = [grid.nodeLon[to]!, grid.nodeLat[to]!];
  const beeline = away(grid, from, goal);
  const direct = { places: [[grid.nodeLon[from]!, grid.nodeLat[from]!] as const, goal], metres: beeline * STREETS };
  if (!(beeline > 0)) return direct;
  const limit = beeline * DETOUR;
  const cameBy = new Map<number, number>();
  const length = new Map([[from, 0]]);
  const open = createHeap<{ node: number; guess: number }>((a, b) => a.guess < b.guess);
  open.push({ node: from, guess: beeline });
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next;
    if (node === to) return { places: placesOf(grid, cameBy, to), metres: length.get(to)! };
    for (let e = grid.firstEdge[node]!; e < grid.firstEdge[node + 1]!; e++) {
      const neighbour = otherEnd(grid, grid.edges[e]!, node);
      const driven = length.get(node)! + away(grid, node, [grid.nodeLon[neighbour]!, grid.nodeLat[neighbour]!]);
      const guess = driven + away(grid, neighbour, goal);
      if (!(guess <= limit) || driven >= (length.get(neighbour) ?? Infinity)) continue;
      length.set(neighbour, driven);
      cameBy.set(neighbour, node);
      open.push({ node: neighbour, guess });
    }
  }
  return direct;
}

const away = (grid: Grid, node: number, [lon, lat]: Place): number => metres(grid.nodeLon[node]!, grid.nodeLat[node]!, lon, lat);

function placesOf(grid: Grid, cameBy: ReadonlyMap<number, number>, to: number): Place[] {
  const places: Place[] = [];
  for (let node: number | undefined = to; node !== undefined; node = cameBy.get(node))
    places.push([grid.nodeLon[node]!, grid.nodeLat[node]!]);
  return places.reverse();
}

/** Where one is after `share` (0 … 1) of the way. */
export function placeAlong({ places }: Route, share: number): Place {
  const legs = places.slice(1).map((place, i) => metres(...places[i]!, ...place));
  let left = share * legs.reduce((sum, leg) => sum + leg, 0);
  for (const [i, leg] of legs.entries()) {
    const [a, b] = [places[i]!, places[i + 1]!];
    if (left <= leg && leg > 0) return [a[0] + ((b[0] - a[0]) * left) / leg, a[1] + ((b[1] - a[1]) * left) / leg];
    left -= leg;
  }
  return places[places.length - 1]!;
}
