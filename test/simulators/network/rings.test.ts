/** Areas of the plane: hulls, cells, outlines. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../simulators/network/cityMap.ts';
import { drawDistricts } from '../../../simulators/network/districts.ts';
import { clip, hullOf, outlineOf, ringArea } from '../../../simulators/network/rings.ts';

const coordinate = fc.integer({ min: -100_000, max: 100_000 });
const point = fc.tuple(coordinate, coordinate);
const spread = fc.uniqueArray(point, { minLength: 3, maxLength: 12, selector: ([x, y]) => `${x} ${y}` });

describe('rings', () => {
  it('know the hull of a square with points inside', () => {
    const hull = hullOf([
      [0, 0],
      [4, 0],
      [2, 2],
      [4, 4],
      [0, 4],
      [1, 3],
    ]);
    expect(hull).toHaveLength(4);
    expect(ringArea(hull)).toBe(16);
  });

  it('cut into cells leave nothing over and nothing twice', () => {
    fc.assert(
      fc.property(spread, (points) => {
        const hull = hullOf(points);
        const cells = points.map((own, i) => points.reduce((ring, other, o) => (o === i ? ring : clip(ring, own, other, o)), hull));
        const sum = cells.reduce((area, cell) => area + ringArea(cell), 0);
        expect(Math.abs(sum - ringArea(hull))).toBeLessThanOrEqual(1e-6 * ringArea(hull) + 1e-3);
      }),
    );
  });

  it('joined are outlined by what no neighbour of the group shares', () => {
    const square = hullOf([
      [0, 0],
      [8, 0],
      [8, 8],
      [0, 8],
    ]);
    const sites: [number, number][] = [
      [2, 2],
      [6, 2],
      [2, 6],
      [6, 6],
    ];
    const cells = sites.map((own, i) => sites.reduce((ring, other, o) => (o === i ? ring : clip(ring, own, other, o)), square));
    expect(ringArea(outlineOf(cells, (cell) => cell >= 0))).toBe(64);
    expect(ringArea(outlineOf(cells, (cell) => cell === 0 || cell === 1))).toBe(32);
    expect(ringArea(outlineOf(cells, (cell) => cell === 3))).toBe(16);
  });
});

describe('districts', () => {
  it('put each door into the district of the nearest suburb, and every district into a county', () => {
    const places: Place[] = [0, 100_000, 200_000, 900_000].map((x, i) => ({ kind: 'suburb', name: `S${i}`, at: [x, 50_000] }));
    const x = Int32Array.from({ length: 400 }, (_, i) => i * 500);
    const y = Int32Array.from({ length: 400 }, (_, i) => (i * 7919) % 100_000);
    const { districts, counties, ofDoor, districtAt } = drawDistricts(places, x, y, 2);
    expect(districts.map((district) => district.name)).toEqual(['S0', 'S1', 'S2']);
    expect(districts.reduce((sum, district) => sum + district.doors, 0)).toBe(400);
    expect(ofDoor.every((district, door) => district === districtAt(x[door]!, y[door]!))).toBe(true);
    expect(counties).toHaveLength(2);
    for (const district of districts) expect(counties[district.county]).toBeDefined();
  });
});
