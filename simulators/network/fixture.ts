/** Reads streets, house numbers, places and backdrop of Montevideo from the OpenStreetMap tiles of `@mapbox/mvt-fixtures`. */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { CityMap, Ground, GroundKind, Place, PlaceKind, RoadClass } from './cityMap.ts';
import { ORIGIN, type Point, TILE_SIDE } from './projection.ts';

const MAIN = /^(trunk|primary|secondary)$/;
const MIDDLE = /^(tertiary|trunk_link|primary_link|secondary_link|tertiary_link)$/;
const QUIET = /^(residential|unclassified|living_street|pedestrian|road)$/;

const PLACES: ReadonlyMap<string, PlaceKind> = new Map([
  ['hospital', 'hospital'],
  ['clinic', 'clinic'],
  ['school', 'school'],
  ['police', 'police'],
  ['fire_station', 'fire-station'],
  ['prison', 'prison'],
  ['nursing_home', 'nursing-home'],
  ['substation', 'substation'],
  ['suburb', 'suburb'],
]);

const LINE = 2;
const AREA = 3;

const roadClass = (highway: string): RoadClass | null => {
  if (MAIN.test(highway)) return 'main';
  if (MIDDLE.test(highway)) return 'middle';
  if (QUIET.test(highway)) return 'quiet';
  if (highway === 'service') return 'service';
  return highway === 'track' ? 'track' : null;
};

function groundKind(tag: (name: string) => string): GroundKind | null {
  if (tag('natural') === 'water') return 'water';
  if (tag('waterway') !== '') return 'stream';
  if (tag('natural') === 'beach') return 'beach';
  if (tag('leisure') === 'park') return 'park';
  if (tag('landuse') === 'grass') return 'grass';
  return tag('landuse') === 'industrial' ? 'industrial' : null;
}

const meanOf = (rings: readonly (readonly Point[])[]): Point => {
  const all = rings.flat();
  const sum = all.reduce(([x, y], point): Point => [x + point[0], y + point[1]], [0, 0]);
  return [Math.round(sum[0] / all.length), Math.round(sum[1] / all.length)];
};

/** Folder of the tiles. Throws when the development dependency is not installed. */
export function tileFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@mapbox/mvt-fixtures/package.json');
  return join(dirname(manifest), 'real-world/osm-qa-montevideo');
}

/** Reads the tiles whose names pass; the mappers' names and times in them are left behind. */
export function readFixture(only: (file: string) => boolean): CityMap {
  const folder = tileFolder();
  const city: CityMap = { streets: [], doors: [], places: [], grounds: [] };
  const seen = new Set<string>();
  for (const file of readdirSync(folder).sort()) {
    const match = /^12-(\d+)-(\d+)\.mvt$/.exec(file);
    if (!match || !only(file)) continue;
    const shift: Point = [(Number(match[1]) - ORIGIN[0]) * TILE_SIDE, (Number(match[2]) - ORIGIN[1]) * TILE_SIDE];
    const layer = new VectorTile(new PbfReader(readFileSync(join(folder, file)))).layers.osm;
    for (let index = 0; layer && index < layer.length; index++) readFeature(layer.feature(index), shift, seen, city);
  }
  return city;
}

function readFeature(feature: VectorTileFeature, shift: Point, seen: Set<string>, city: CityMap): void {
  const tag = (name: string): string => String(feature.properties[name] ?? '');
  const road = feature.type === LINE ? roadClass(tag('highway')) : null;
  const place = PLACES.get(tag('amenity')) ?? PLACES.get(tag('power')) ?? PLACES.get(tag('place'));
  const ground = groundKind(tag);
  // "5203,5203 BIS" are two doors; a number left empty is a door without one ("sin número").
  const listed = tag('addr:housenumber').split(/[,;]/);
  const numbers = listed[0] === '' ? [] : listed.map((number) => number.trim() || 's/n');
  if (!road && !place && !ground && numbers.length === 0) return;

  const lines = feature.loadGeometry().map((ring) => ring.map((corner): Point => [shift[0] + corner.x, shift[1] + corner.y]));
  if (road) {
    const ramp = tag('highway').endsWith('_link');
    for (const line of lines) city.streets.push({ class: road, ramp, name: tag('name'), line });
  }
  if (ground && (feature.type === AREA || ground === 'stream'))
    for (const line of lines) city.grounds.push({ kind: ground, line } satisfies Ground);

  // An object cut by the edge of a tile comes twice: the first part stays.
  const first = (kind: string): boolean => {
    const key = `${kind} ${tag('@type')} ${tag('@id')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  if (place && first('place')) city.places.push({ kind: place, name: tag('name'), at: meanOf(lines) } satisfies Place);
  if (numbers.length > 0 && first('door')) city.doors.push({ street: tag('addr:street'), numbers, at: meanOf(lines) });
}
