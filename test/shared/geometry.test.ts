/** Compact drawing formats: what is encoded comes back. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRANCH_KINDS, SWITCH_KINDS } from '../../server/domain/network/network.ts';
import {
  DRAWING_LEVELS,
  decodeGeometry,
  encodeGeometry,
  GEOMETRY_BRANCH_KINDS,
  GEOMETRY_SWITCH_KINDS,
  LEVEL_FROM_ZOOM,
  type NetworkGeometry,
} from '../../shared/geometry.ts';
import { type Basemap, decodeBasemap, encodeBasemap } from '../../shared/geometryBasemap.ts';
import { createByteReader, createByteWriter } from '../../shared/geometryBytes.ts';
import { type Corner, type Lines, linesFrom } from '../../shared/geometryLines.ts';
import { decodeServicePointTile, encodeServicePointTile, type ServicePointTile, tileAt } from '../../shared/geometryTile.ts';

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('l-1', 'l-12', 'Peñarol', '电'),
);
const corner = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }));
const linesOf = (count: number): fc.Arbitrary<Lines> =>
  fc
    .array(fc.array(corner, { maxLength: 6 }), { minLength: count, maxLength: count })
    .map((all: Corner[][]) => linesFrom(count, (line) => all[line] ?? [], 1e7));
const bytesOf = (count: number, max: number): fc.Arbitrary<Uint8Array> =>
  fc.array(fc.nat(max), { minLength: count, maxLength: count }).map((values) => Uint8Array.from(values));
const intsOf = (count: number, min: number, max: number): fc.Arbitrary<Int32Array> =>
  fc.array(fc.integer({ min, max }), { minLength: count, maxLength: count }).map((values) => Int32Array.from(values));
const textsOf = (count: number): fc.Arbitrary<string[]> => fc.array(text, { minLength: count, maxLength: count });

const geometry: fc.Arbitrary<NetworkGeometry> = fc.tuple(fc.nat(20), fc.nat(4)).chain(([count, areas]) =>
  fc.record({
    hash: text,
    name: text,
    attribution: text,
    scale: fc.constant(1e7),
    branches: fc
      .tuple(
        linesOf(count),
        fc.record({
          ids: textsOf(count),
          kind: bytesOf(count, 2),
          switchKind: bytesOf(count, 7),
          normallyOpen: bytesOf(count, 1),
          telemetered: bytesOf(count, 1),
          phases: bytesOf(count, 7),
          level: bytesOf(count, 4),
          feeder: intsOf(count, -1, 5000),
        }),
      )
      .map(([lines, traits]) => ({ ...lines, ...traits })),
    feeders: fc.array(fc.record({ id: text, name: text, substation: fc.integer({ min: -1, max: 9 }) }), { maxLength: 4 }),
    substations: fc.array(fc.record({ id: text, name: text, lon: fc.double(), lat: fc.double() }), { maxLength: 4 }),
    areas: fc.array(
      fc.record({
        id: text,
        name: text,
        parent: fc.integer({ min: -1, max: 3 }),
        level: fc.constantFrom(null, 'province' as const, 'city' as const, 'county' as const, 'district' as const),
        class: fc.constantFrom('urban' as const, 'rural' as const, 'remote' as const),
      }),
      { minLength: areas, maxLength: areas },
    ),
    outlines: linesOf(areas),
  }),
);

const tile: fc.Arbitrary<ServicePointTile> = fc.nat(20).chain((count) =>
  fc.record({
    count: fc.constant(count),
    ids: textsOf(count),
    coordinates: intsOf(2 * count, -(2 ** 31), 2 ** 31 - 1),
    scale: fc.constantFrom(1e5, 1e7),
    customers: intsOf(count, -5, 5000),
    addresses: textsOf(count),
    transformer: intsOf(count, -1, 1e6),
    key: fc.array(fc.option(fc.constantFrom('hospital', 'school')), { minLength: count, maxLength: count }),
  }),
);

const basemap: fc.Arbitrary<Basemap> = fc.tuple(fc.nat(12), fc.nat(6), fc.nat(3)).chain(([streets, grounds, labels]) =>
  fc.record({
    attribution: text,
    streets: fc
      .tuple(linesOf(streets), bytesOf(streets, 4), intsOf(streets, -1, 9))
      .map(([lines, kind, name]) => ({ ...lines, class: kind, name })),
    grounds: fc.tuple(linesOf(grounds), bytesOf(grounds, 5)).map(([lines, kind]) => ({ ...lines, kind })),
    names: textsOf(10),
    labels: fc.record({ names: textsOf(labels), coordinates: intsOf(2 * labels, -18e6, 18e6) }),
  }),
);

describe('network geometry', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(geometry, (value) => {
        expect(decodeGeometry(encodeGeometry(value))).toEqual(value);
      }),
    );
  });

  it('refuses other bytes and bytes cut short, whatever they are', () => {
    fc.assert(
      fc.property(geometry, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (value, share) => {
        const bytes = encodeGeometry(value);
        expect(() => decodeGeometry(bytes.subarray(0, Math.floor(share * bytes.length)))).toThrow(RangeError);
      }),
    );
    expect(() => decodeGeometry(encodeServicePointTile({ ...emptyTile }))).toThrow(/relight-geometry/);
  });

  it('numbers kinds as the compiled network does', () => {
    expect(GEOMETRY_BRANCH_KINDS).toEqual(BRANCH_KINDS);
    expect(GEOMETRY_SWITCH_KINDS).toEqual(SWITCH_KINDS);
  });

  it('[V6] draws trunks always, laterals from zoom 12, all medium voltage from 14, transformers from 16, service points from 17', () => {
    expect(DRAWING_LEVELS.map((level, i) => [level, LEVEL_FROM_ZOOM[i]])).toEqual([
      ['trunk', 0],
      ['lateral', 12],
      ['spur', 14],
      ['transformer', 16],
      ['service', 17],
    ]);
  });
});

const emptyTile: ServicePointTile = {
  count: 0,
  ids: [],
  coordinates: new Int32Array(0),
  scale: 1e5,
  customers: new Int32Array(0),
  addresses: [],
  transformer: new Int32Array(0),
  key: [],
};

describe('a tile of service points', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(tile, (value) => {
        expect(decodeServicePointTile(encodeServicePointTile(value))).toEqual(value);
      }),
    );
  });

  it('is found by the usual tile numbers of web maps', () => {
    expect(tileAt(-56.1645, -34.9011, 16)).toEqual({ x: 22543, y: 39555 });
    expect(tileAt(180, 90, 2)).toEqual({ x: 3, y: 0 });
  });
});

describe('a basemap', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(basemap, (value) => {
        expect(decodeBasemap(encodeBasemap(value))).toEqual(value);
      }),
    );
  });
});

describe('bytes', () => {
  it('carry whole numbers of any size, and refuse what is none', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (values) => {
        const writer = createByteWriter(1);
        const small = values.map((value) => Math.trunc(value / 2));
        for (const value of small) writer.signed(value);
        const reader = createByteReader(writer.finish());
        expect(small.map(() => reader.signed())).toEqual(small.map((value) => value + 0));
      }),
    );
    expect(() => createByteWriter().unsigned(0.5)).toThrow(RangeError);
  });
});

describe('lines', () => {
  it('leave out corners that fall together with the one before, and only those', () => {
    const lines = linesFrom(
      2,
      (line) =>
        line === 0
          ? [
              [1, 1],
              [1.000001, 1],
              [2, 1],
            ]
          : [[2, 1]],
      1e5,
    );
    expect([...lines.start]).toEqual([0, 2, 3]);
    expect([...lines.coordinates]).toEqual([1e5, 1e5, 2e5, 1e5, 2e5, 1e5]);
  });
});
