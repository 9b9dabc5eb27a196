/** Turns the bus coordinates of a feeder, which are on any plane grid, into degrees. */

import { type Length, layOnGlobe, type Place } from '../planeCoordinates.ts';
import { busAt, type Circuit, type DssElement, lastSetting } from './circuit.ts';
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

function lengthOf(circuit: Circuit, line: DssElement): Length | null {
  const unit = METRES.get((lastSetting(line, 'units') ?? '').toLowerCase());
  const length = numberOf(lastSetting(line, 'length') ?? '');
  const from = circuit.coordinates.get(busAt(lastSetting(line, 'bus1') ?? '').bus);
  const to = circuit.coordinates.get(busAt(lastSetting(line, 'bus2') ?? '').bus);
  return unit && length && from && to ? { from, to, metres: unit * length } : null;
}

/** Place of each bus. Only `latlongcoords` says degrees; everything else is a plane grid of unknown origin. */
export function placesOf(circuit: Circuit, lines: readonly DssElement[]): ReadonlyMap<string, Place> {
  const all = [...circuit.coordinates];
  if (circuit.degrees && all.every(([, [lat, lon]]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    return new Map(all.map(([bus, [lat, lon]]) => [bus, { lon, lat }]));
  }
  const lengths = lines.map((line) => lengthOf(circuit, line)).filter((length) => length !== null);
  return layOnGlobe(circuit.coordinates, lengths);
}
