/** Streets as a graph: a node at each corner, a piece of street between two; equal corners are equal nodes. */

import type { RoadClass, Street } from './cityMap.ts';
import { metres, type Point, units } from './projection.ts';

/** Nodes no further apart than this, so that a door is near a node also on a straight road. */
const LONGEST_PIECE_M = 100;

export type StreetGraph = {
  readonly count: number;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly pieces: {
    readonly count: number;
    readonly a: Int32Array;
    readonly b: Int32Array;
    readonly lengthM: Float32Array;
    readonly class: readonly RoadClass[];
    readonly ramp: Uint8Array;
    readonly name: readonly string[];
  };
  /** Pieces at node n: `at[start[n] .. start[n + 1])`. */
  readonly start: Int32Array;
  readonly at: Int32Array;
};

/** Groups the numbers 0 to `keys.length` by key: the members of k are `members[start[k] .. start[k + 1])`, in order. Negative keys are left out. */
export function groupBy(keys: Int32Array, groups: number): { readonly start: Int32Array; readonly members: Int32Array } {
  const start = new Int32Array(groups + 1);
  for (const key of keys) if (key >= 0) start[key + 1]! += 1;
  for (let group = 0; group < groups; group++) start[group + 1]! += start[group]!;
  const place = start.slice();
  const members = new Int32Array(start[groups]!);
  keys.forEach((key, index) => {
    if (key >= 0) members[place[key]!++] = index;
  });
  return { start, members };
}

/** Keeps the largest part that hangs together; the rest are islands of a few corners. */
export function buildStreetGraph(streets: readonly Street[]): StreetGraph {
  const nodeAt = new Map<number, number>();
  const xs: number[] = [];
  const ys: number[] = [];
  const nodeOf = ([x, y]: Point): number => {
    const key = x * 2 ** 22 + y;
    const known = nodeAt.get(key);
    if (known !== undefined) return known;
    nodeAt.set(key, xs.length);
    xs.push(x);
    return ys.push(y) - 1;
  };

  const drawn = new Set<number>();
  const ends: [number, number, Street][] = [];
  for (const street of streets) {
    let before = -1;
    for (const corner of street.line.flatMap((point, i) => (i === 0 ? [point] : stepsTo(street.line[i - 1] ?? point, point)))) {
      const node = nodeOf(corner);
      const key = Math.min(before, node) * 2 ** 24 + Math.max(before, node);
      if (before >= 0 && before !== node && !drawn.has(key)) {
        drawn.add(key);
        ends.push([before, node, street]);
      }
      before = node;
    }
  }

  const renumbered = largestPart(xs.length, ends);
  const kept = ends.filter(([a]) => renumbered[a]! >= 0);
  const count = renumbered.reduce((most, node) => Math.max(most, node), -1) + 1;
  const x = new Int32Array(count);
  const y = new Int32Array(count);
  renumbered.forEach((node, old) => {
    if (node < 0) return;
    x[node] = xs[old]!;
    y[node] = ys[old]!;
  });
  const a = Int32Array.from(kept, ([from]) => renumbered[from]!);
  const b = Int32Array.from(kept, ([, to]) => renumbered[to]!);
  const both = new Int32Array(2 * kept.length);
  both.set(a);
  both.set(b, kept.length);
  const { start, members } = groupBy(both, count);
  return {
    count,
    x,
    y,
    pieces: {
      count: kept.length,
      a,
      b,
      lengthM: Float32Array.from(kept, (_, piece) => metres(Math.hypot(x[a[piece]!]! - x[b[piece]!]!, y[a[piece]!]! - y[b[piece]!]!))),
      class: kept.map(([, , street]) => street.class),
      ramp: Uint8Array.from(kept, ([, , street]) => Number(street.ramp)),
      name: kept.map(([, , street]) => street.name),
    },
    start,
    at: members.map((member) => member % kept.length),
  };
}

/** Corners from one point to the next, the first left out; the same corners in both directions. */
function stepsTo(from: Point, to: Point): Point[] {
  const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / units(LONGEST_PIECE_M));
  if (steps <= 1) return [to];
  const backwards = from[0] > to[0] || (from[0] === to[0] && from[1] > to[1]);
  const [low, high] = backwards ? [to, from] : [from, to];
  const between = (step: number): Point => {
    const share = (backwards ? steps - step : step) / steps;
    return [Math.round(low[0] + (high[0] - low[0]) * share), Math.round(low[1] + (high[1] - low[1]) * share)];
  };
  return Array.from({ length: steps }, (_, step) => (step + 1 === steps ? to : between(step + 1)));
}

function largestPart(count: number, ends: readonly (readonly [number, number, Street])[]): Int32Array {
  const leader = Int32Array.from({ length: count }, (_, node) => node);
  const find = (node: number): number => {
    let top = node;
    while (leader[top] !== top) top = leader[top] = leader[leader[top]!]!;
    return top;
  };
  for (const [a, b] of ends) leader[find(a)] = find(b);
  const size = new Int32Array(count);
  for (let node = 0; node < count; node++) size[find(node)]! += 1;
  let largest = 0;
  for (let node = 1; node < count; node++) if (size[node]! > size[largest]!) largest = node;
  let next = 0;
  return Int32Array.from({ length: count }, (_, node) => (find(node) === largest ? next++ : -1));
}
