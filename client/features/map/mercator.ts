/** Web Mercator in plane units that fit single precision: pixels of zoom 20, counted from a corner of the network. */

export const UNIT_ZOOM = 20;
const WORLD = 256 * 2 ** UNIT_ZOOM;

export type Origin = { readonly x: number; readonly y: number };

export const worldX = (lon: number): number => ((lon + 180) / 360) * WORLD;

export function worldY(lat: number): number {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

export const lonOf = (x: number): number => (x / WORLD) * 360 - 180;
export const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;

export const originAt = (lon: number, lat: number): Origin => ({ x: worldX(lon), y: worldY(lat) });
