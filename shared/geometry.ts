/** What the map draws of the network, as compact bytes: every branch with its way, level and traits, feeders, substations, areas. */

import { createByteReader, createByteWriter } from './geometryBytes.ts';
import { type Lines, readLines, writeLines } from './geometryLines.ts';
import type { AreaClass, AreaLevel, BranchKind, SwitchKind } from './network.ts';

/** Steps in a degree: one is about a metre. Small networks use finer steps. */
export const COARSE_SCALE = 1e5;
export const FINE_SCALE = 1e7;

export const GEOMETRY_BRANCH_KINDS: readonly BranchKind[] = ['line', 'switch', 'transformer'];
export const GEOMETRY_SWITCH_KINDS: readonly (SwitchKind | null)[] = [
  null,
  'breaker',
  'recloser',
  'sectionaliser',
  'fuse',
  'disconnector',
  'load-break',
  'tie',
];
const AREA_LEVELS: readonly (AreaLevel | null)[] = [null, 'province', 'city', 'county', 'district'];
const AREA_CLASSES: readonly AreaClass[] = ['urban', 'rural', 'remote'];

/** From coarse to fine; the index of a branch's level says when it is drawn (rule V6). */
export const DRAWING_LEVELS = ['trunk', 'lateral', 'spur', 'transformer', 'service'] as const;
export type DrawingLevel = (typeof DRAWING_LEVELS)[number];
/** Zoom from which each level is drawn; what is abnormal is drawn at every zoom. */
export const LEVEL_FROM_ZOOM: readonly number[] = [0, 12, 14, 16, 17];

export type NetworkGeometry = {
  /** Hash of the network it was drawn from. */
  readonly hash: string;
  readonly name: string;
  /** Has to stand on every map, "" when nobody needs naming. */
  readonly attribution: string;
  /** Steps in a degree, for all coordinates. */
  readonly scale: number;
  readonly branches: Lines & {
    readonly ids: readonly string[];
    /** Index into GEOMETRY_BRANCH_KINDS. */
    readonly kind: Uint8Array;
    /** Index into GEOMETRY_SWITCH_KINDS. */
    readonly switchKind: Uint8Array;
    readonly normallyOpen: Uint8Array;
    readonly telemetered: Uint8Array;
    /** Bit mask: A 1, B 2, C 4. */
    readonly phases: Uint8Array;
    /** Index into DRAWING_LEVELS. */
    readonly level: Uint8Array;
    /** Index into `feeders`, -1 where the normal state feeds nothing. */
    readonly feeder: Int32Array;
  };
  readonly feeders: readonly { readonly id: string; readonly name: string; readonly substation: number }[];
  readonly substations: readonly { readonly id: string; readonly name: string; readonly lon: number; readonly lat: number }[];
  readonly areas: readonly {
    readonly id: string;
    readonly name: string;
    readonly parent: number;
    readonly level: AreaLevel | null;
    readonly class: AreaClass;
  }[];
  /** One outline for each area; an area without one has no corners. */
  readonly outlines: Lines;
};

const MAGIC = 'relight-geometry/1';

export function encodeGeometry(geometry: NetworkGeometry): Uint8Array<ArrayBuffer> {
  const { branches, feeders, substations, areas } = geometry;
  const writer = createByteWriter(2 ** 16);
  writer.text(MAGIC);
  for (const text of [geometry.hash, geometry.name, geometry.attribution]) writer.text(text);
  writer.unsigned(geometry.scale);

  writeLines(writer, branches);
  writer.texts(branches.ids);
  // Six traits in two bytes: kind and level in one column, the rest in another.
  const shape = new Uint8Array(branches.count);
  const traits = new Uint8Array(branches.count);
  for (let i = 0; i < branches.count; i++) {
    shape[i] = branches.kind[i]! | (branches.switchKind[i]! << 2) | (branches.level[i]! << 5);
    traits[i] = branches.normallyOpen[i]! | (branches.telemetered[i]! << 1) | (branches.phases[i]! << 2);
  }
  writer.bytes(shape);
  writer.bytes(traits);
  writer.deltas(branches.feeder);

  writer.unsigned(feeders.length);
  writer.texts(feeders.map((feeder) => feeder.id));
  writer.texts(feeders.map((feeder) => feeder.name));
  writer.deltas(feeders.map((feeder) => feeder.substation));
  writer.unsigned(substations.length);
  writer.texts(substations.map((substation) => substation.id));
  writer.texts(substations.map((substation) => substation.name));
  for (const { lon, lat } of substations) {
    writer.float(lon);
    writer.float(lat);
  }
  writer.unsigned(areas.length);
  writer.texts(areas.map((area) => area.id));
  writer.texts(areas.map((area) => area.name));
  writer.deltas(areas.map((area) => area.parent));
  writer.bytes(Uint8Array.from(areas, (area) => AREA_LEVELS.indexOf(area.level)));
  writer.bytes(Uint8Array.from(areas, (area) => AREA_CLASSES.indexOf(area.class)));
  writeLines(writer, geometry.outlines);
  return writer.finish();
}

/** Throws RangeError when the bytes are no network geometry or end too early. */
export function decodeGeometry(bytes: Uint8Array): NetworkGeometry {
  const reader = createByteReader(bytes);
  if (reader.text() !== MAGIC) throw new RangeError(`not a ${MAGIC}`);
  const hash = reader.text();
  const name = reader.text();
  const attribution = reader.text();
  const scale = reader.unsigned();

  const lines = readLines(reader);
  const ids = reader.texts(lines.count);
  const shape = reader.bytes(lines.count);
  const traits = reader.bytes(lines.count);
  const feeder = reader.deltas(new Int32Array(lines.count));

  const feederCount = reader.unsigned();
  const feederIds = reader.texts(feederCount);
  const feederNames = reader.texts(feederCount);
  const ofSubstation = reader.deltas(new Int32Array(feederCount));
  const substationCount = reader.unsigned();
  const substationIds = reader.texts(substationCount);
  const substationNames = reader.texts(substationCount);
  const substations = substationIds.map((id, i) => ({ id, name: substationNames[i] ?? '', lon: reader.float(), lat: reader.float() }));
  const areaCount = reader.unsigned();
  const areaIds = reader.texts(areaCount);
  const areaNames = reader.texts(areaCount);
  const parents = reader.deltas(new Int32Array(areaCount));
  const levels = reader.bytes(areaCount);
  const classes = reader.bytes(areaCount);
  return {
    hash,
    name,
    attribution,
    scale,
    branches: {
      ...lines,
      ids,
      kind: shape.map((bits) => bits & 3),
      switchKind: shape.map((bits) => (bits >> 2) & 7),
      level: shape.map((bits) => bits >> 5),
      normallyOpen: traits.map((bits) => bits & 1),
      telemetered: traits.map((bits) => (bits >> 1) & 1),
      phases: traits.map((bits) => bits >> 2),
      feeder,
    },
    feeders: feederIds.map((id, i) => ({ id, name: feederNames[i] ?? '', substation: ofSubstation[i] ?? -1 })),
    substations,
    areas: areaIds.map((id, i) => ({
      id,
      name: areaNames[i] ?? '',
      parent: parents[i] ?? -1,
      level: AREA_LEVELS[levels[i] ?? 0] ?? null,
      class: AREA_CLASSES[classes[i] ?? 0] ?? 'urban',
    })),
    outlines: readLines(reader),
  };
}
