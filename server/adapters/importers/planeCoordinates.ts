/** Lays places of a plane grid on the globe, for sources that do not say where on Earth they are. */

export type Place = { readonly lon: number; readonly lat: number };
type Point = readonly [x: number, y: number];

const METRES_PER_DEGREE = 111_320;
/** Such grids are usually in feet. */
const FOOT = 0.3048;
/** No feeder is wider than two degrees; a wilder grid is shrunk to fit. */
const HALF_SPAN_DEGREES = 1;

export type Length = { readonly from: Point; readonly to: Point; readonly metres: number };

/** Metres of one unit of the grid: the median of true over drawn length, a foot when no length is known. */
function unitOf(lengths: readonly Length[]): number {
  const ratios: number[] = [];
  for (const { from, to, metres } of lengths) {
    const drawn = Math.hypot(from[0] - to[0], from[1] - to[1]);
    if (drawn > 0 && metres > 0) ratios.push(metres / drawn);
  }
  ratios.sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? FOOT;
}

function middle(values: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return (least + most) / 2;
}

/** Degrees of each named point, laid round longitude 0 and latitude 0. */
export function layOnGlobe(points: ReadonlyMap<string, Point>, lengths: readonly Length[]): ReadonlyMap<string, Place> {
  const all = [...points.values()];
  const x = middle(all.map((point) => point[0]));
  const y = middle(all.map((point) => point[1]));
  const span = all.reduce((most, point) => Math.max(most, Math.abs(point[0] - x), Math.abs(point[1] - y)), Number.MIN_VALUE);
  const unit = Math.min(unitOf(lengths) / METRES_PER_DEGREE, HALF_SPAN_DEGREES / span);
  return new Map([...points].map(([name, point]) => [name, { lon: (point[0] - x) * unit, lat: (point[1] - y) * unit }]));
}
