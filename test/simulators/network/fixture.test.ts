/** The real city that the demo network stands on: what the fixture of OpenStreetMap tiles holds. */

import { describe, expect, it } from 'vitest';
import { type CityMap, cutOut } from '../../../simulators/network/cityMap.ts';
import { readFixture } from '../../../simulators/network/fixture.ts';
import { lonLat, metres, type Point, TILE_SIDE } from '../../../simulators/network/projection.ts';

describe('the tiles of Montevideo', () => {
  const city = readFixture(() => true);
  const countOf = (kind: string): number => city.places.filter((place) => place.kind === kind).length;

  it('hold the streets and house numbers that the generator was measured with', () => {
    expect(city.streets).toHaveLength(11_794);
    expect(city.streets.reduce((sum, street) => sum + street.line.length, 0)).toBe(70_063);
    expect(city.doors).toHaveLength(205_657);
    expect(city.doors.filter((door) => door.numbers.length > 1)).toHaveLength(66_753);
    expect(city.doors.reduce((sum, door) => sum + door.numbers.length, 0)).toBe(320_605);
    expect(new Set(city.doors.map((door) => door.street)).size).toBe(3_330);
  });

  it('are about 3,130 km of street', () => {
    const length = (line: readonly Point[]): number =>
      line.reduce((sum, [x, y], i) => sum + Math.hypot(x - (line[i - 1]?.[0] ?? x), y - (line[i - 1]?.[1] ?? y)), 0);
    expect(metres(city.streets.reduce((sum, street) => sum + length(street.line), 0)) / 1000).toBeCloseTo(3130, -1.5);
  });

  it('hold hospitals, schools and the other places that become key customers, substations and districts', () => {
    const kinds = ['hospital', 'clinic', 'school', 'police', 'fire-station', 'prison', 'nursing-home', 'substation', 'suburb'];
    expect(kinds.map(countOf)).toEqual([35, 70, 225, 36, 4, 3, 1, 18, 65]);
  });

  it('lie on the river', () => {
    const [lon, lat] = lonLat(2 * TILE_SIDE, TILE_SIDE);
    expect(lon).toBeCloseTo(-56.16, 1);
    expect(lat).toBeCloseTo(-34.88, 1);
  });
});

describe('cutting a window out', () => {
  const line: Point[] = [-20, -5, 5, 20, 5].map((x) => [x, 0]);
  const city: CityMap = {
    streets: [{ class: 'quiet', ramp: false, name: 'Calle', line }],
    doors: [3, 30].map((x) => ({ street: 'Calle', numbers: ['1'], at: [x, 0] })),
    places: [{ kind: 'suburb', name: 'Far', at: [100, 0] }],
    grounds: [],
  };

  it('keeps the doors inside, the streets around them, and the names of districts', () => {
    const part = cutOut(city, { centre: [0, 0], radius: 10 });
    expect(part.doors).toHaveLength(1);
    expect(part.streets.map((street) => street.line)).toEqual([line.slice(1, 3)]);
    expect(part.places).toHaveLength(1);
  });
});
