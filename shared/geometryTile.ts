/** The service points of one square of the map, as compact bytes; fetched only when somebody looks closely. */

import { createByteReader, createByteWriter } from './geometryBytes.ts';

/** Service points come in the usual tiles of this zoom: half a kilometre wide at 35° of latitude. */
export const SERVICE_POINT_TILE_ZOOM = 16;
/** Zoom from which service points are drawn (rule V6). */
export const SERVICE_POINTS_FROM_ZOOM = 17;

/** Tile that holds a place (Web Mercator, counted from the north-west). */
export function tileAt(lon: number, lat: number, zoom: number): { readonly x: number; readonly y: number } {
  const around = 2 ** zoom;
  const radians = (Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180;
  const within = (value: number): number => Math.max(0, Math.min(around - 1, Math.floor(value * around)));
  return { x: within((lon + 180) / 360), y: within((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) };
}

/** How a tile of service points is asked for: "22538-39548". */
export const tileName = ({ x, y }: { readonly x: number; readonly y: number }): string => `${x}-${y}`;

export type ServicePointTile = {
  readonly count: number;
  readonly ids: readonly string[];
  /** Longitude and latitude in turn, times `scale`. */
  readonly coordinates: Int32Array;
  readonly scale: number;
  readonly customers: Int32Array;
  /** "" where none is known. */
  readonly addresses: readonly string[];
  /** Index of the transformer it hangs on in the normal state, among the branches of the network geometry; -1 without one. */
  readonly transformer: Int32Array;
  /** Kind of key place, null for most. */
  readonly key: readonly (string | null)[];
};

const MAGIC = 'relight-points/1';

export function encodeServicePointTile(tile: ServicePointTile): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter(2 ** 12);
  writer.text(MAGIC);
  writer.unsigned(tile.count);
  writer.unsigned(tile.scale);
  writer.texts(tile.ids);
  for (const axis of [0, 1]) writer.deltas(tile.coordinates.filter((_, i) => i % 2 === axis));
  for (const customers of tile.customers) writer.signed(customers);
  writer.texts(tile.addresses);
  writer.deltas(tile.transformer);
  const kinds = [...new Set(tile.key)].filter((kind) => kind !== null);
  writer.unsigned(kinds.length);
  writer.texts(kinds);
  for (const kind of tile.key) writer.unsigned(kind === null ? 0 : kinds.indexOf(kind) + 1);
  return writer.finish();
}

/** Throws RangeError when the bytes are no such tile or end too early. */
export function decodeServicePointTile(bytes: Uint8Array): ServicePointTile {
  const reader = createByteReader(bytes);
  if (reader.text() !== MAGIC) throw new RangeError(`not a ${MAGIC}`);
  const count = reader.unsigned();
  const scale = reader.unsigned();
  const ids = reader.texts(count);
  const coordinates = new Int32Array(2 * count);
  for (const axis of [0, 1]) {
    reader.deltas(new Int32Array(count)).forEach((value, i) => {
      coordinates[2 * i + axis] = value;
    });
  }
  const customers = new Int32Array(count).map(() => reader.signed());
  const addresses = reader.texts(count);
  const transformer = reader.deltas(new Int32Array(count));
  const kinds = reader.texts(reader.unsigned());
  const key = Array.from({ length: count }, () => {
    const kind = reader.unsigned();
    return kind === 0 ? null : (kinds[kind - 1] ?? null);
  });
  return { count, ids, coordinates, scale, customers, addresses, transformer, key };
}
