/** Plane geometry of areas: hull, half-plane clipping, size, and the outline of a group of cells. */

import type { Point } from './projection.ts';

/** A corner and what lies beyond the edge that starts there: a neighbouring cell, or -1 outside. */
export type Corner = { readonly at: Point; readonly beyond: number };
export type Ring = readonly Corner[];

const OUTSIDE = -1;

/** Convex hull, counter-clockwise in a plane with y upwards (Andrew's monotone chain). */
export function hullOf(points: readonly Point[]): Ring {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o: Point, a: Point, b: Point): number => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      for (let [a, b] = chain.slice(-2); a && b && turn(a, b, point) <= 0; [a, b] = chain.slice(-2)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())].map((at) => ({ at, beyond: OUTSIDE }));
}

/** Keeps the part of a convex ring that is nearer to `own` than to `other`; the new edge knows cell `beyond`. */
export function clip(ring: Ring, own: Point, other: Point, beyond: number): Ring {
  const side = ([x, y]: Point): number => (x - own[0]) ** 2 + (y - own[1]) ** 2 - (x - other[0]) ** 2 - (y - other[1]) ** 2;
  const kept: Corner[] = [];
  ring.forEach((corner, index) => {
    const next = ring[(index + 1) % ring.length] ?? corner;
    const here = side(corner.at);
    const there = side(next.at);
    if (here <= 0) kept.push(corner);
    if (here <= 0 === there <= 0) return;
    const share = here / (here - there);
    const at: Point = [corner.at[0] + (next.at[0] - corner.at[0]) * share, corner.at[1] + (next.at[1] - corner.at[1]) * share];
    kept.push({ at, beyond: here <= 0 ? beyond : corner.beyond });
  });
  return kept;
}

/** Square units. */
export function ringArea(ring: Ring): number {
  const twice = ring.reduce((sum, { at }, index) => {
    const next = ring[(index + 1) % ring.length]?.at ?? at;
    return sum + at[0] * next[1] - next[0] * at[1];
  }, 0);
  return Math.abs(twice) / 2;
}

/** Largest outline around the cells that belong: their edges towards cells that do not, strung together. */
export function outlineOf(rings: readonly Ring[], belongs: (cell: number) => boolean): Ring {
  const edges = rings.flatMap((ring, cell) =>
    belongs(cell)
      ? ring.flatMap((corner, index) => (belongs(corner.beyond) ? [] : [{ corner, end: ring[(index + 1) % ring.length]?.at ?? corner.at }]))
      : [],
  );
  const outlines: Corner[][] = [];
  while (edges.length > 0) {
    const first = edges.pop();
    if (!first) break;
    const outline = [first.corner];
    const away = (point: Point, from: Point): number => Math.hypot(point[0] - from[0], point[1] - from[1]);
    for (let end = first.end; ; ) {
      // Corners of neighbouring cells were computed apart and agree only nearly.
      const next = edges.reduce(
        (best, edge, index) => (away(edge.corner.at, end) < away(edges[best]?.corner.at ?? first.corner.at, end) ? index : best),
        0,
      );
      const edge = edges[next];
      if (!edge || away(first.corner.at, end) <= away(edge.corner.at, end)) break;
      edges.splice(next, 1);
      outline.push(edge.corner);
      end = edge.end;
    }
    outlines.push(outline);
  }
  return outlines.reduce((largest, outline) => (ringArea(outline) > ringArea(largest) ? outline : largest), []);
}
