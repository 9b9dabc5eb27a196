/** Gives nodes without coordinates a place beside their nearest located neighbour, and finds nodes whose coordinates cannot be right (rules N24, N25). */

import type { FindingList } from './findings.ts';
import type { Adjacency } from './network.ts';

const METRES_PER_DEGREE = 111_320;
/** Far enough apart to be told from one another on a close map. */
const STEP_METRES = 12;
/** Turning by the golden angle spreads neighbours evenly round their node. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** No distribution line is this long. */
const FAR_METRES = 100_000;

export type Positions = { readonly lon: Float64Array; readonly lat: Float64Array; readonly placed: Uint8Array };

/** Metres between two places, flat near them. */
export function metresBetween(lonA: number, latA: number, lonB: number, latB: number): number {
  const east = (lonB - lonA) * Math.cos(((latA + latB) / 2) * (Math.PI / 180));
  return Math.hypot(east, latB - latA) * METRES_PER_DEGREE;
}

/** Places every node of which `lon` or `lat` is NaN, in place; breadth first from the located ones, through open switches too. */
export function placeNodes(lon: Float64Array, lat: Float64Array, near: Adjacency): Positions {
  const count = lon.length;
  const placed = new Uint8Array(count);
  const queue: number[] = [];
  for (let n = 0; n < count; n += 1) {
    if (Number.isNaN(lon[n]!) || Number.isNaN(lat[n]!)) placed[n] = 1;
    else queue.push(n);
  }
  const done = placed.map((missing) => 1 - missing);
  const spread = (at: number): void => {
    for (let read = at; read < queue.length; read += 1) {
      const node = queue[read]!;
      for (let i = near.start[node]!; i < near.start[node + 1]!; i += 1) {
        const other = near.neighbour[i]!;
        if (done[other]) continue;
        done[other] = 1;
        const angle = GOLDEN_ANGLE * other;
        const height = lat[node]! + (Math.sin(angle) * STEP_METRES) / METRES_PER_DEGREE;
        lat[other] = height;
        lon[other] = lon[node]! + (Math.cos(angle) * STEP_METRES) / METRES_PER_DEGREE / Math.max(0.01, Math.cos((height * Math.PI) / 180));
        queue.push(other);
      }
    }
  };
  spread(0);
  const lonAtFirst = queue.length > 0 ? lon[queue[0]!]! : 0;
  const latAtFirst = queue.length > 0 ? lat[queue[0]!]! : 0;
  for (let n = 0; n < count; n += 1) {
    if (done[n]) continue;
    done[n] = 1;
    lon[n] = lonAtFirst;
    lat[n] = latAtFirst;
    queue.push(n);
    spread(queue.length - 1);
  }
  return { lon, lat, placed };
}

/** Nodes that lie absurdly far from every located neighbour, with the distance; exchanged coordinates are named as such. */
export function findOutliers(ids: readonly string[], { lon, lat, placed }: Positions, near: Adjacency, findings: FindingList): void {
  for (let n = 0; n < lon.length; n += 1) {
    if (placed[n]) continue;
    let nearest = Number.POSITIVE_INFINITY;
    let exchanged = Number.POSITIVE_INFINITY;
    for (let i = near.start[n]!; i < near.start[n + 1]!; i += 1) {
      const other = near.neighbour[i]!;
      if (placed[other]) continue;
      nearest = Math.min(nearest, metresBetween(lon[n]!, lat[n]!, lon[other]!, lat[other]!));
      exchanged = Math.min(exchanged, metresBetween(lat[n]!, lon[n]!, lon[other]!, lat[other]!));
    }
    if (nearest === Number.POSITIVE_INFINITY || nearest < FAR_METRES) continue;
    const hint = exchanged < FAR_METRES ? ', longitude and latitude are exchanged' : '';
    findings.add(
      'geo-outlier',
      'warn',
      'a node lies far away from everything it is joined to; check its coordinates',
      `node ${ids[n]}: ${Math.round(nearest / 1000)} km from its nearest neighbour${hint}`,
    );
  }
}
