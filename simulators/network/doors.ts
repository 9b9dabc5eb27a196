/** Hangs each house number on the street it belongs to: one door is one service point. */

import Flatbush from 'flatbush';
import type { Door } from './cityMap.ts';
import { units } from './projection.ts';
import type { StreetGraph } from './streetGraph.ts';

/** House numbers stand within this of a street that bears their name … */
const NAMED_WITHIN = units(80);
/** … or within this of any street; the others are dropped. */
const ANY_WITHIN = units(150);

export type Doors = {
  readonly count: number;
  /** Street node the door hangs on. */
  readonly node: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly address: readonly string[];
  /** House number objects with no street near. */
  readonly dropped: number;
};

/** Doors keep the order of the house numbers. */
export function attachDoors(graph: StreetGraph, numbers: readonly Door[]): Doors {
  const { pieces } = graph;
  const index = new Flatbush(Math.max(1, pieces.count));
  for (let piece = 0; piece < pieces.count; piece++) {
    const a = pieces.a[piece]!;
    const b = pieces.b[piece]!;
    index.add(
      Math.min(graph.x[a]!, graph.x[b]!),
      Math.min(graph.y[a]!, graph.y[b]!),
      Math.max(graph.x[a]!, graph.x[b]!),
      Math.max(graph.y[a]!, graph.y[b]!),
    );
  }
  if (pieces.count === 0) index.add(0, 0, 0, 0);
  index.finish();

  const nearest = (x: number, y: number, within: number, allowed: (piece: number) => boolean): number => {
    let best = -1;
    let bestDistance = within * within;
    for (const piece of index.search(x - within, y - within, x + within, y + within)) {
      if (pieces.ramp[piece] || !allowed(piece)) continue;
      const distance = squaredDistance(graph, piece, x, y);
      if (distance < bestDistance || (distance === bestDistance && piece < best)) {
        best = piece;
        bestDistance = distance;
      }
    }
    return best;
  };

  const node: number[] = [];
  const xs: number[] = [];
  const ys: number[] = [];
  const address: string[] = [];
  let dropped = 0;
  for (const door of numbers) {
    const [x, y] = door.at;
    const named = door.street === '' ? -1 : nearest(x, y, NAMED_WITHIN, (piece) => pieces.name[piece] === door.street);
    const piece = named >= 0 ? named : nearest(x, y, ANY_WITHIN, () => true);
    if (piece < 0) {
      dropped += 1;
      continue;
    }
    const street = door.street || pieces.name[piece] || 'Camino sin nombre';
    const end = nearerEnd(graph, piece, x, y);
    for (const number of door.numbers) {
      node.push(end);
      xs.push(x);
      ys.push(y);
      address.push(`${street} ${number}`);
    }
  }
  return { count: node.length, node: Int32Array.from(node), x: Int32Array.from(xs), y: Int32Array.from(ys), address, dropped };
}

function squaredDistance(graph: StreetGraph, piece: number, x: number, y: number): number {
  const a = graph.pieces.a[piece]!;
  const b = graph.pieces.b[piece]!;
  const alongX = graph.x[b]! - graph.x[a]!;
  const alongY = graph.y[b]! - graph.y[a]!;
  const share = ((x - graph.x[a]!) * alongX + (y - graph.y[a]!) * alongY) / (alongX * alongX + alongY * alongY || 1);
  const clamped = Math.max(0, Math.min(1, share));
  return (graph.x[a]! + alongX * clamped - x) ** 2 + (graph.y[a]! + alongY * clamped - y) ** 2;
}

function nearerEnd(graph: StreetGraph, piece: number, x: number, y: number): number {
  const a = graph.pieces.a[piece]!;
  const b = graph.pieces.b[piece]!;
  const away = (node: number): number => (graph.x[node]! - x) ** 2 + (graph.y[node]! - y) ** 2;
  return away(a) <= away(b) ? a : b;
}
