/** Which parts of a picture a move by whole pixels uncovers. */

export type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** What a move by whole pixels brings into view; null when it is most of it. */
export function uncovered(width: number, height: number, dx: number, dy: number): readonly Rectangle[] | null {
  if (Math.abs(dx) > width / 2 || Math.abs(dy) > height / 2) return null;
  const strips: Rectangle[] = [];
  if (dx !== 0) strips.push([dx > 0 ? 0 : width + dx, 0, Math.abs(dx), height]);
  const [left, rest] = [Math.max(0, dx), width - Math.abs(dx)];
  if (dy !== 0) strips.push([left, dy > 0 ? 0 : height + dy, rest, Math.abs(dy)]);
  return strips;
}
