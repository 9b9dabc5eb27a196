/** Places and line shapes of a pandapower network: GeoJSON texts, or the older tables of plain x and y. */

import { layOnGlobe, type Place } from '../planeCoordinates.ts';
import { numberAt, type Row, type Tables, textAt } from './tables.ts';

type Point = readonly [x: number, y: number];

function isPoint(value: unknown): value is [number, number] {
  return (
    Array.isArray(value) &&
    typeof value[0] === 'number' &&
    typeof value[1] === 'number' &&
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1])
  );
}

function coordinates(row: Row): unknown {
  const text = textAt(row, 'geo');
  if (text === null) return null;
  try {
    const shape: unknown = JSON.parse(text);
    return typeof shape === 'object' && shape !== null && 'coordinates' in shape ? shape.coordinates : null;
  } catch {
    return null;
  }
}

const onGlobe = ([x, y]: Point): boolean => Math.abs(x) <= 180 && Math.abs(y) <= 90;

/** Place of each bus by index, as far as given. */
export function busPlaces(tables: Tables): ReadonlyMap<string, Place> {
  const points = new Map<string, Point>();
  for (const row of tables.table('bus_geodata')) {
    const x = numberAt(row, 'x');
    const y = numberAt(row, 'y');
    if (x !== null && y !== null) points.set(String(row.index), [x, y]);
  }
  for (const row of tables.table('bus')) {
    const point = coordinates(row);
    if (isPoint(point)) points.set(String(row.index), [point[0], point[1]]);
  }
  if (points.size === 0) return new Map();
  if ([...points.values()].every(onGlobe)) return new Map([...points].map(([bus, [lon, lat]]) => [bus, { lon, lat }]));
  return layOnGlobe(points, []);
}

/** Corner points of a line, null when not given or not on the globe. */
export function linePath(row: Row): [number, number][] | null {
  const points = coordinates(row);
  if (!Array.isArray(points) || points.length < 2) return null;
  const path = points.filter(isPoint).map(([lon, lat]): [number, number] => [lon, lat]);
  return path.length === points.length && path.every(onGlobe) ? path : null;
}
