/** Adds lines to a path, leaving out corners closer than most of a pixel; few large strokes beat many small ones. */

import type { PlaneLines } from './planeLines.ts';
import type { View } from './view.ts';

const CLOSE = 0.7;

/** Lines one stroke takes: larger paths get slow to fill without a graphics processor (2,000: 61 ms for a city's streets, 200: 47 ms). */
const BATCH = 200;

/** Up to this width lines are drawn as hairlines, five times as fast (47 ms against 8 ms). */
export const HAIRLINE = 1;

export function addLine(path: CanvasRenderingContext2D | Path2D, lines: PlaneLines, line: number, view: View): void {
  const { scale, shiftX, shiftY } = view;
  const first = lines.start[line]!;
  const last = lines.start[line + 1]! - 1;
  if (last < first) return;
  let lastX = lines.x[first]! * scale + shiftX;
  let lastY = lines.y[first]! * scale + shiftY;
  path.moveTo(lastX, lastY);
  for (let i = first + 1; i <= last; i++) {
    const x = lines.x[i]! * scale + shiftX;
    const y = lines.y[i]! * scale + shiftY;
    if (i < last && Math.abs(x - lastX) < CLOSE && Math.abs(y - lastY) < CLOSE) continue;
    path.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

/** Strokes the given lines with the context's present style. */
export function strokeLines(context: CanvasRenderingContext2D, lines: PlaneLines, which: ArrayLike<number>, view: View): void {
  for (let from = 0; from < which.length; from += BATCH) {
    context.beginPath();
    const end = Math.min(which.length, from + BATCH);
    for (let i = from; i < end; i++) addLine(context, lines, which[i]!, view);
    context.stroke();
  }
}

/** Lines that may be in view; `wanted` picks among them. */
export function inView(lines: PlaneLines, view: View, wanted: (line: number) => boolean): number[] {
  if (!lines.index) return [];
  const [west, north, east, south] = view.box;
  const [w, n, e, s] = lines.bounds;
  if (west <= w && north <= n && east >= e && south >= s) {
    const all: number[] = [];
    for (let line = 0; line < lines.count; line++) if (wanted(line)) all.push(line);
    return all;
  }
  return lines.index.search(west, north, east, south, wanted);
}
