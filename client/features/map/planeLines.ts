/** Many lines in the plane of the map, with an index of what lies where. */

import Flatbush from 'flatbush';
import type { Lines } from '../../../shared/geometryLines.ts';
import { type Origin, worldX, worldY } from './mercator.ts';

export type PlaneLines = {
  readonly count: number;
  readonly start: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Null without any line. */
  readonly index: Flatbush | null;
  /** West, north, east, south of everything. */
  readonly bounds: readonly [number, number, number, number];
};

/** `scale`: steps in a degree of the source. */
export function planeLines(lines: Lines, scale: number, origin: Origin): PlaneLines {
  const corners = lines.start[lines.count] ?? 0;
  const x = new Float32Array(corners);
  const y = new Float32Array(corners);
  for (let i = 0; i < corners; i++) {
    x[i] = worldX(lines.coordinates[2 * i]! / scale) - origin.x;
    y[i] = worldY(lines.coordinates[2 * i + 1]! / scale) - origin.y;
  }
  const index = lines.count > 0 ? new Flatbush(lines.count) : null;
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let line = 0; line < lines.count; line++) {
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = lines.start[line]!; i < lines.start[line + 1]!; i++) {
      west = Math.min(west, x[i]!);
      east = Math.max(east, x[i]!);
      north = Math.min(north, y[i]!);
      south = Math.max(south, y[i]!);
    }
    // A line without corners must not be found anywhere.
    if (west > east) index?.add(Infinity, Infinity, Infinity, Infinity);
    else {
      index?.add(west, north, east, south);
      bounds[0] = Math.min(bounds[0], west);
      bounds[1] = Math.min(bounds[1], north);
      bounds[2] = Math.max(bounds[2], east);
      bounds[3] = Math.max(bounds[3], south);
    }
  }
  index?.finish();
  return { count: lines.count, start: lines.start, x, y, index, bounds };
}

/** Square of the distance from a point to a line, plane units. */
export function distanceSquared(lines: PlaneLines, line: number, px: number, py: number): number {
  let best = Infinity;
  const first = lines.start[line]!;
  const end = lines.start[line + 1]!;
  for (let i = first; i < end; i++) {
    const ax = lines.x[i]!;
    const ay = lines.y[i]!;
    const bx = i + 1 < end ? lines.x[i + 1]! : ax;
    const by = i + 1 < end ? lines.y[i + 1]! : ay;
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length));
    best = Math.min(best, (px - ax - along * (bx - ax)) ** 2 + (py - ay - along * (by - ay)) ** 2);
  }
  return best;
}
