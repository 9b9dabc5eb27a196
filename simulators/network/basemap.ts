/** Draws the ground of a city as a basemap, thinned to what shows on a screen. */

import { BASEMAP_SCALE, type Basemap, GROUND_KINDS, STREET_CLASSES } from '../../shared/geometryBasemap.ts';
import { linesFrom } from '../../shared/geometryLines.ts';
import type { CityMap } from './cityMap.ts';
import type { Placing } from './placing.ts';
import { type Point, units } from './projection.ts';

/** A corner this near to the straight way is not seen. */
const STREET_TOLERANCE = units(1.5);
const GROUND_TOLERANCE = units(4);
/** Smaller patches are specks at the nearest zoom. */
const LEAST_PATCH = units(15);

/** One basemap for all copies of a city. */
export function drawBasemap({ streets, grounds, places }: CityMap, placings: readonly Placing[], attribution: string): Basemap {
  const names = [...new Set(streets.map((street) => street.name))].filter((name) => name !== '').sort();
  const nameIndex = new Map(names.map((name, index) => [name, index]));
  const sorted = [...streets].sort(
    (a, b) =>
      STREET_CLASSES.indexOf(a.class) - STREET_CLASSES.indexOf(b.class) || (nameIndex.get(a.name) ?? -1) - (nameIndex.get(b.name) ?? -1),
  );
  const patches = grounds
    .filter(({ line }) => extent(line) >= LEAST_PATCH)
    .sort((a, b) => GROUND_KINDS.indexOf(a.kind) - GROUND_KINDS.indexOf(b.kind) || (a.line[0]?.[0] ?? 0) - (b.line[0]?.[0] ?? 0));
  const drawn = placings.flatMap((placing) => sorted.map((street) => ({ street, placing })));
  const laid = placings.flatMap((placing) => patches.map((patch) => ({ patch, placing })));
  const labels = placings.flatMap((placing) =>
    places
      .filter((place) => place.kind === 'suburb')
      .map((place) => ({ name: place.name, at: placing.position(place.at[0], place.at[1]) })),
  );

  const cornersOf = (line: readonly Point[], tolerance: number, placing: Placing): [number, number][] =>
    thin(line, tolerance).map(([x, y]) => placing.position(x, y));
  return {
    attribution,
    streets: {
      ...linesFrom(drawn.length, (i) => cornersOf(drawn[i]?.street.line ?? [], STREET_TOLERANCE, drawn[i]!.placing), BASEMAP_SCALE),
      class: Uint8Array.from(drawn, ({ street }) => STREET_CLASSES.indexOf(street.class)),
      name: Int32Array.from(drawn, ({ street }) => nameIndex.get(street.name) ?? -1),
    },
    grounds: {
      ...linesFrom(laid.length, (i) => cornersOf(laid[i]?.patch.line ?? [], GROUND_TOLERANCE, laid[i]!.placing), BASEMAP_SCALE),
      kind: Uint8Array.from(laid, ({ patch }) => GROUND_KINDS.indexOf(patch.kind)),
    },
    names,
    labels: {
      names: labels.map((label) => label.name),
      coordinates: Int32Array.from(labels.flatMap(({ at }) => at.map((degrees) => Math.round(degrees * BASEMAP_SCALE)))),
    },
  };
}

function extent(line: readonly Point[]): number {
  const xs = line.map(([x]) => x);
  const ys = line.map(([, y]) => y);
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

/** Leaves out corners nearer than `tolerance` to the straight way between those kept (Douglas and Peucker, 1973). */
function thin(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Uint8Array(line.length);
  keep[0] = 1;
  keep[line.length - 1] = 1;
  const waiting: [number, number][] = [[0, line.length - 1]];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [from, to] = span;
    let furthest = -1;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const away = distanceTo(line[i] ?? [0, 0], line[from] ?? [0, 0], line[to] ?? [0, 0]);
      if (away > most) {
        most = away;
        furthest = i;
      }
    }
    if (furthest < 0) continue;
    keep[furthest] = 1;
    waiting.push([from, furthest], [furthest, to]);
  }
  return line.filter((_, i) => keep[i]);
}

function distanceTo([x, y]: Point, a: Point, b: Point): number {
  const alongX = b[0] - a[0];
  const alongY = b[1] - a[1];
  const share = Math.max(0, Math.min(1, ((x - a[0]) * alongX + (y - a[1]) * alongY) / (alongX * alongX + alongY * alongY || 1)));
  return Math.hypot(a[0] + alongX * share - x, a[1] + alongY * share - y);
}
