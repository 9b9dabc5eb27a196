/** Turns the bus coordinates of a feeder, which are on any plane grid, into degrees. */

import type { Circuit, DssElement } from './circuit.ts';
import { busAt, lastSetting } from './circuit.ts';
import { numberOf } from './tokens.ts';

const METRES = new Map([
  ['mi', 1609.344],
  ['kft', 304.8],
  ['km', 1000],
  ['m', 1],
  ['ft', 0.3048],
  ['in', 0.0254],
  ['cm', 0.01],
  ['mm', 0.001],
]);
const METRES_PER_DEGREE = 111_320;
const FOOT = 0.3048;

type Place = { readonly lon: number; readonly lat: number };

/** Metres of one unit of the grid: the median of line length over drawn length, else a foot, the usual unit of such grids. */
function unitOf(circuit: Circuit, lines: readonly DssElement[]): number {
  const ratios: number[] = [];
  for (const line of lines) {
    const unit = METRES.get((lastSetting(line, 'units') ?? '').toLowerCase());
    const length = numberOf(lastSetting(line, 'length') ?? '');
    const a = circuit.coordinates.get(busAt(lastSetting(line, 'bus1') ?? '').bus);
    const b = circuit.coordinates.get(busAt(lastSetting(line, 'bus2') ?? '').bus);
    if (!unit || !length || !a || !b) continue;
    const drawn = Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (drawn > 0) ratios.push((unit * length) / drawn);
  }
  ratios.sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? FOOT;
}

/** Place of each bus. Plane grids are laid round `anchor` (default 0, 0), since the script does not say where on Earth they are. */
export function placesOf(circuit: Circuit, lines: readonly DssElement[], anchor: Place = { lon: 0, lat: 0 }): ReadonlyMap<string, Place> {
  const all = [...circuit.coordinates.values()];
  const places = new Map<string, Place>();
  if (all.length === 0) return places;
  if (circuit.degrees && all.every(([lat, lon]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    for (const [bus, [lat, lon]] of circuit.coordinates) places.set(bus, { lon, lat });
    return places;
  }
  const centre = [0, 1].map((axis) => {
    const values = all.map((place) => (axis === 0 ? place[0] : place[1])).sort((a, b) => a - b);
    return (values[0]! + values[values.length - 1]!) / 2;
  });
  const span = Math.max(...all.map(([x, y]) => Math.max(Math.abs(x - centre[0]!), Math.abs(y - centre[1]!))));
  // No feeder is wider than two degrees; a wilder grid is shrunk to fit.
  const unit = Math.min(unitOf(circuit, lines) / METRES_PER_DEGREE, 1 / Math.max(span, Number.MIN_VALUE));
  const widening = 1 / Math.max(0.01, Math.cos((anchor.lat * Math.PI) / 180));
  for (const [bus, [x, y]] of circuit.coordinates) {
    places.set(bus, { lon: anchor.lon + (x - centre[0]!) * unit * widening, lat: anchor.lat + (y - centre[1]!) * unit });
  }
  return places;
}
