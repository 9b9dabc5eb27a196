/** Finds the smallest area that holds a place (rule N3). */

import type { NetworkArea } from '../../../shared/network.ts';
import { type Area, NONE } from './network.ts';

type Shape = {
  readonly area: number;
  readonly polygon: readonly (readonly [number, number])[];
  readonly size: number;
  readonly box: readonly [west: number, south: number, east: number, north: number];
};

/** Twice the area of a ring in square degrees; good enough to order polygons of one region. */
function sizeOf(ring: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  }
  return Math.abs(sum);
}

/** Even-odd rule; a point on an edge may fall to either side. */
function holds(ring: readonly (readonly [number, number])[], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Index of the smallest area whose polygon holds the place, NONE when none does. */
export function areaFinder(areas: readonly NetworkArea[]): (lon: number, lat: number) => number {
  const shapes: Shape[] = [];
  areas.forEach(({ polygon }, area) => {
    if (!polygon || polygon.length < 3) return;
    const box: Shape['box'] = [
      Math.min(...polygon.map(([lon]) => lon)),
      Math.min(...polygon.map(([, lat]) => lat)),
      Math.max(...polygon.map(([lon]) => lon)),
      Math.max(...polygon.map(([, lat]) => lat)),
    ];
    shapes.push({ area, polygon, size: sizeOf(polygon), box });
  });
  shapes.sort((a, b) => a.size - b.size);
  return (lon, lat) => {
    for (const { area, polygon, box } of shapes) {
      if (lon < box[0] || lon > box[2] || lat < box[1] || lat > box[3]) continue;
      if (holds(polygon, lon, lat)) return area;
    }
    return NONE;
  };
}

/** Areas with their parents as indices; class and name by default. */
export function compileAreas(areas: readonly NetworkArea[], places: ReadonlyMap<string, number>): readonly Area[] {
  return areas.map((area) => ({
    id: area.id,
    name: area.name ?? area.id,
    parent: area.parent == null ? NONE : (places.get(area.parent) ?? NONE),
    level: area.level ?? null,
    class: area.class ?? 'urban',
    polygon: area.polygon ?? null,
  }));
}
