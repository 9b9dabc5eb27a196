/** Draws districts around the named suburbs, and groups them into counties, a city and an invented province. */

import type { Place } from './cityMap.ts';
import { metres, type Point, units } from './projection.ts';
import { clip, hullOf, outlineOf, type Ring, ringArea } from './rings.ts';

export type District = {
  readonly name: string;
  readonly ring: Ring;
  /** Index of its county. */
  readonly county: number;
  readonly class: 'urban' | 'rural' | 'remote';
  readonly doors: number;
};

export type Districts = {
  readonly districts: readonly District[];
  readonly counties: readonly { readonly name: string; readonly ring: Ring }[];
  readonly city: Ring;
  readonly province: Ring;
  /** District of each door. */
  readonly ofDoor: Int32Array;
  /** District of any point of the plane. */
  districtAt(x: number, y: number): number;
};

// Doors per km² and cell: the cells of Montevideo reach from about 20 to 6,500.
const URBAN_FROM = 700;
const RURAL_FROM = 100;

const CITY_MARGIN = units(400);
const PROVINCE_MARGIN = units(6000);

/** Each place belongs to the nearest suburb; suburbs without doors are left out. `counties` is the number of groups wanted. */
export function drawDistricts(places: readonly Place[], x: Int32Array, y: Int32Array, counties: number): Districts {
  const suburbs = places.filter((place) => place.kind === 'suburb');
  const nearest = (px: number, py: number, among: readonly Place[]): number => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    among.forEach((place, index) => {
      const away = (place.at[0] - px) ** 2 + (place.at[1] - py) ** 2;
      if (away < least) {
        best = index;
        least = away;
      }
    });
    return best;
  };
  const counted = new Int32Array(suburbs.length);
  const suburbOf = x.map((px, door) => nearest(px, y[door]!, suburbs));
  for (const suburb of suburbOf) counted[suburb]! += 1;
  const used = suburbs.filter((_, index) => counted[index]! > 0);
  const doors = counted.filter((count) => count > 0);
  const place = Int32Array.from(suburbs, (suburb) => used.indexOf(suburb));

  const hull = hullOf(Array.from(x, (px, door): Point => [px, y[door]!]));
  const city = widen(hull, CITY_MARGIN);
  const group = groupDistricts(used, doors, counties);
  const rings = used.map((place, index) => used.reduce((ring, other, o) => (o === index ? ring : clip(ring, place.at, other.at, o)), city));
  const named = new Map<number, number>();
  used.forEach((_, index) => {
    const largest = named.get(group[index]!);
    if (largest === undefined || doors[index]! > doors[largest]!) named.set(group[index]!, index);
  });
  const groups = [...named.keys()].sort((a, b) => a - b);
  return {
    districts: used.map((place, index) => {
      const ring = rings[index] ?? city;
      const density = doors[index]! / (ringArea(ring) * metres(1) ** 2 * 1e-6);
      return {
        name: place.name,
        ring,
        county: groups.indexOf(group[index]!),
        class: density >= URBAN_FROM ? 'urban' : density >= RURAL_FROM ? 'rural' : 'remote',
        doors: doors[index]!,
      };
    }),
    counties: groups.map((county) => ({
      name: `Municipio ${used[named.get(county) ?? 0]?.name ?? ''}`,
      ring: outlineOf(rings, (index) => index >= 0 && group[index] === county),
    })),
    city,
    province: widen(hull, PROVINCE_MARGIN),
    ofDoor: suburbOf.map((suburb) => place[suburb]!),
    districtAt: (px, py) => nearest(px, py, used),
  };
}

/** Moves each corner outwards from the middle, so that edge and shore lie inside. */
function widen(ring: Ring, margin: number): Ring {
  const middle = ring.reduce<Point>(([x, y], { at }) => [x + at[0] / ring.length, y + at[1] / ring.length], [0, 0]);
  return ring.map(({ at, beyond }) => {
    const away = Math.hypot(at[0] - middle[0], at[1] - middle[1]) || 1;
    const by = 1 + margin / away;
    return { at: [middle[0] + (at[0] - middle[0]) * by, middle[1] + (at[1] - middle[1]) * by], beyond };
  });
}

/** Groups by nearest centre, centres moved to the mean of their group (k-means, weighted by doors, started far apart). */
function groupDistricts(places: readonly Place[], doors: Int32Array, counties: number): Int32Array {
  const away = (place: Place, centre: Point): number => (place.at[0] - centre[0]) ** 2 + (place.at[1] - centre[1]) ** 2;
  const centres: Point[] = [];
  while (centres.length < Math.min(counties, places.length)) {
    const lonely = (place: Place, index: number): number => doors[index]! * Math.min(1e18, ...centres.map((centre) => away(place, centre)));
    const next = places.reduce((best, place, index) => (lonely(place, index) > lonely(places[best] ?? place, best) ? index : best), 0);
    centres.push(places[next]?.at ?? [0, 0]);
  }
  const group = new Int32Array(places.length);
  for (let round = 0; round < 20; round++) {
    places.forEach((place, index) => {
      group[index] = centres.reduce((best, centre, c) => (away(place, centre) < away(place, centres[best] ?? centre) ? c : best), 0);
    });
    for (const c of centres.keys()) {
      const members = places.map((place, index) => ({ at: place.at, weight: group[index] === c ? doors[index]! : 0 }));
      const weight = members.reduce((sum, member) => sum + member.weight, 0);
      if (weight === 0) continue;
      centres[c] = members.reduce<Point>(([x, y], { at, weight: own }) => [x + (at[0] * own) / weight, y + (at[1] * own) / weight], [0, 0]);
    }
  }
  return group;
}
