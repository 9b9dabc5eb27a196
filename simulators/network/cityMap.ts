/** What is taken over from the real city: streets, house numbers, places, and the ground behind them. */

import type { Point } from './projection.ts';

export type RoadClass = 'main' | 'middle' | 'quiet' | 'service' | 'track';
export type PlaceKind = 'hospital' | 'clinic' | 'school' | 'police' | 'fire-station' | 'prison' | 'nursing-home' | 'substation' | 'suburb';
export type GroundKind = 'water' | 'stream' | 'beach' | 'park' | 'grass' | 'industrial';

export type Street = { readonly class: RoadClass; readonly ramp: boolean; readonly name: string; readonly line: readonly Point[] };
/** One house number object; it may hold several numbers, each a door of its own. */
export type Door = { readonly street: string; readonly numbers: readonly string[]; readonly at: Point };
export type Place = { readonly kind: PlaceKind; readonly name: string; readonly at: Point };
export type Ground = { readonly kind: GroundKind; readonly line: readonly Point[] };

export type CityMap = {
  readonly streets: Street[];
  readonly doors: Door[];
  readonly places: Place[];
  readonly grounds: Ground[];
};

/** Square part of the plane. */
export type Window = { readonly centre: Point; readonly radius: number };

const holds = (window: Window, [x, y]: Point): boolean =>
  Math.abs(x - window.centre[0]) < window.radius && Math.abs(y - window.centre[1]) < window.radius;

/** The doors of a window, with streets and places of a slightly larger one so that no door stands without its street. */
export function cutOut(city: CityMap, window: Window): CityMap {
  const wider: Window = { centre: window.centre, radius: window.radius * 1.15 };
  const streets = city.streets.flatMap((street) => insideRuns(street.line, wider).map((line): Street => ({ ...street, line })));
  return {
    streets,
    doors: city.doors.filter((door) => holds(window, door.at)),
    places: city.places.filter((place) => place.kind === 'suburb' || holds(window, place.at)),
    grounds: city.grounds.filter((ground) => ground.line.some((point) => holds(wider, point))),
  };
}

function insideRuns(line: readonly Point[], window: Window): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of line) {
    if (holds(window, point)) runs.at(-1)?.push(point);
    else if (runs.at(-1)?.length) runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}
