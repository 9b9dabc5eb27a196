/** The network as the map draws it: branches as lines in the plane, and their present look. */

import { decodeGeometry, GEOMETRY_BRANCH_KINDS, LEVEL_FROM_ZOOM, type NetworkGeometry } from '../../../shared/geometry.ts';
import type { DeviceRecord } from '../../../shared/records/device.ts';
import { type Origin, originAt, worldX, worldY } from './mercator.ts';
import { type PlaneLines, planeLines } from './planeLines.ts';

export const BRANCH = {
  line: GEOMETRY_BRANCH_KINDS.indexOf('line'),
  switch: GEOMETRY_BRANCH_KINDS.indexOf('switch'),
  transformer: GEOMETRY_BRANCH_KINDS.indexOf('transformer'),
} as const;

export type MapNetwork = {
  readonly geometry: NetworkGeometry;
  /** Corner of the network from which the plane is counted. */
  readonly origin: Origin;
  readonly lines: PlaneLines;
  readonly outlines: PlaneLines;
  readonly indexOf: ReadonlyMap<string, number>;
};

/** Throws RangeError when the bytes are no network geometry. */
export function readMapNetwork(bytes: Uint8Array): MapNetwork {
  const geometry = decodeGeometry(bytes);
  const { branches, scale } = geometry;
  const origin = originAt((branches.coordinates[0] ?? 0) / scale, (branches.coordinates[1] ?? 0) / scale);
  return {
    geometry,
    origin,
    lines: planeLines(branches, scale, origin),
    outlines: planeLines(geometry.outlines, scale, origin),
    indexOf: new Map(branches.ids.map((id, index) => [id, index])),
  };
}

export const planeX = (network: MapNetwork, lon: number): number => worldX(lon) - network.origin.x;
export const planeY = (network: MapNetwork, lat: number): number => worldY(lat) - network.origin.y;

/** How a branch looks (screens, section 1), the worse later. */
export const LOOK = { normal: 0, backFed: 1, unknown: 2, partial: 3, planned: 4, predicted: 5, dead: 6 } as const;
export const LOOK_COUNT = 7;

export function lookOfDevice(device: DeviceRecord): number {
  if (device.supply === 'off' && !device.predicted) return device.planned ? LOOK.planned : LOOK.dead;
  if (device.predicted) return LOOK.predicted;
  if (device.supply === 'partial') return LOOK.partial;
  if (device.supply === 'unknown' || device.stale) return LOOK.unknown;
  return device.fedBy !== null ? LOOK.backFed : LOOK.normal;
}

/** Looks of all branches, kept up as device records come and go. */
export type LookBook = {
  readonly look: Uint8Array;
  /** Branches that have a device record at all. */
  readonly abnormal: ReadonlyMap<number, DeviceRecord>;
  put(device: DeviceRecord | undefined, id: string): void;
  clear(): void;
};

export function createLookBook(network: MapNetwork): LookBook {
  const look = new Uint8Array(network.lines.count);
  const abnormal = new Map<number, DeviceRecord>();
  return {
    look,
    abnormal,
    put(device, id) {
      const branch = network.indexOf.get(id);
      if (branch === undefined) return;
      look[branch] = device ? lookOfDevice(device) : LOOK.normal;
      if (device) abnormal.set(branch, device);
      else abnormal.delete(branch);
    },
    clear() {
      look.fill(LOOK.normal);
      abnormal.clear();
    },
  };
}

/** What is drawn at this zoom even when it is normal (rule V6). */
export const drawnWhenNormal = (network: MapNetwork, branch: number, zoom: number): boolean =>
  zoom >= (LEVEL_FROM_ZOOM[network.geometry.branches.level[branch]!] ?? 0);

/** Where on its line a device's symbol stands: the middle. */
export function middleOf({ lines }: MapNetwork, branch: number): readonly [number, number] {
  const first = lines.start[branch]!;
  const last = lines.start[branch + 1]! - 1;
  if (last < first) return [Infinity, Infinity];
  const middle = (first + last) >> 1;
  if ((last - first) % 2 === 0) return [lines.x[middle]!, lines.y[middle]!];
  return [(lines.x[middle]! + lines.x[middle + 1]!) / 2, (lines.y[middle]! + lines.y[middle + 1]!) / 2];
}

/** Areas without areas inside them: shading a county over its districts would say the same twice. */
export function finestAreas({ geometry }: MapNetwork): readonly number[] {
  const parents = new Set(geometry.areas.map(({ parent }) => parent));
  return geometry.areas.map((_, index) => index).filter((index) => !parents.has(index));
}

/** Centre of gravity of an area's outline, plane units; null without an outline. */
export function middleOfArea({ outlines }: MapNetwork, area: number): readonly [number, number] | null {
  const { start, x, y } = outlines;
  const first = start[area]!;
  const end = start[area + 1]!;
  if (end - first < 3) return null;
  let [sumX, sumY, sum] = [0, 0, 0];
  for (let i = first; i < end; i++) {
    const next = i + 1 < end ? i + 1 : first;
    const cross = x[i]! * y[next]! - x[next]! * y[i]!;
    sumX += (x[i]! + x[next]!) * cross;
    sumY += (y[i]! + y[next]!) * cross;
    sum += cross;
  }
  return sum === 0 ? [x[first]!, y[first]!] : [sumX / (3 * sum), sumY / (3 * sum)];
}
