/** The plane the city is built on: Web Mercator tile units counted from the north-western tile of the fixture. */

export type Point = readonly [x: number, y: number];

/** Units along one edge of a tile at zoom 12. */
export const TILE_SIDE = 2 ** 20;
export const TILE_ZOOM = 12;
/** Tile column and row where counting starts, so that all coordinates fit 32 bits. */
export const ORIGIN: Point = [1407, 2471];

const TILES_AROUND = 2 ** TILE_ZOOM;
const EQUATOR_M = 40_075_016.686;
const MIDDLE_LATITUDE = (-34.85 * Math.PI) / 180;

/** The scale of Mercator changes by under 0.3 % over the city, so one figure serves for all of it. */
export const METRES_PER_UNIT = (EQUATOR_M / (TILES_AROUND * TILE_SIDE)) * Math.cos(MIDDLE_LATITUDE);

export const metres = (units: number): number => units * METRES_PER_UNIT;
export const units = (length: number): number => length / METRES_PER_UNIT;

// Five decimals are about a metre: finer than house numbers are placed, and half the size in the file.
const rounded = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** Longitude and latitude in degrees, WGS 84, to a metre. */
export function lonLat(x: number, y: number): [number, number] {
  const lon = ((x / TILE_SIDE + ORIGIN[0]) / TILES_AROUND) * 360 - 180;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y / TILE_SIDE + ORIGIN[1])) / TILES_AROUND))) * 180) / Math.PI;
  return [rounded(lon), rounded(lat)];
}
