/** The ground under the map as compact bytes: streets, parks, water, and the names of places. */

import { createByteReader, createByteWriter } from './geometryBytes.ts';
import { type Lines, readLines, writeLines } from './geometryLines.ts';

/** Steps in a degree: one is about a metre. */
export const BASEMAP_SCALE = 1e5;

export const STREET_CLASSES = ['main', 'middle', 'quiet', 'service', 'track'] as const;
export const GROUND_KINDS = ['water', 'stream', 'beach', 'park', 'grass', 'industrial'] as const;

export type Basemap = {
  readonly attribution: string;
  readonly streets: Lines & {
    /** Index into STREET_CLASSES. */
    readonly class: Uint8Array;
    /** Index into `names`, -1 without a name. */
    readonly name: Int32Array;
  };
  /** Areas, and streams as open lines. */
  readonly grounds: Lines & {
    /** Index into GROUND_KINDS. */
    readonly kind: Uint8Array;
  };
  readonly names: readonly string[];
  /** Names of districts and where to write them: longitude and latitude in turn, times BASEMAP_SCALE. */
  readonly labels: { readonly names: readonly string[]; readonly coordinates: Int32Array };
};

const MAGIC = 'relight-basemap/1';

export function encodeBasemap(basemap: Basemap): Uint8Array<ArrayBuffer> {
  const writer = createByteWriter(2 ** 18);
  writer.text(MAGIC);
  writer.text(basemap.attribution);
  writer.unsigned(basemap.names.length);
  writer.texts(basemap.names);
  writeLines(writer, basemap.streets);
  writer.bytes(basemap.streets.class);
  writer.deltas(basemap.streets.name);
  writeLines(writer, basemap.grounds);
  writer.bytes(basemap.grounds.kind);
  writer.unsigned(basemap.labels.names.length);
  writer.texts(basemap.labels.names);
  writer.deltas(basemap.labels.coordinates);
  return writer.finish();
}

/** Throws RangeError when the bytes are not a basemap or end too early. */
export function decodeBasemap(bytes: Uint8Array): Basemap {
  const reader = createByteReader(bytes);
  if (reader.text() !== MAGIC) throw new RangeError(`not a ${MAGIC}`);
  const attribution = reader.text();
  const names = reader.texts(reader.unsigned());
  const streets = readLines(reader);
  const streetClass = reader.bytes(streets.count);
  const streetName = reader.deltas(new Int32Array(streets.count));
  const grounds = readLines(reader);
  const kind = reader.bytes(grounds.count);
  const labels = reader.unsigned();
  return {
    attribution,
    streets: { ...streets, class: streetClass, name: streetName },
    grounds: { ...grounds, kind },
    names,
    labels: { names: reader.texts(labels), coordinates: reader.deltas(new Int32Array(2 * labels)) },
  };
}
