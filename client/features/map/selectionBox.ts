/** The part of the plane a selection takes up: an outage with its dead branches, a device, a feeder, an area. */

import type { RecordStore } from '../../live/recordStore.ts';
import type { Selection } from '../../live/selection.ts';
import { type MapNetwork, planeX, planeY } from './mapNetwork.ts';
import { latOf, lonOf } from './mercator.ts';
import type { PlaneLines } from './planeLines.ts';

export type Box = readonly [west: number, north: number, east: number, south: number];

/** Null without any line. */
export function boxOf(lines: PlaneLines, which: Iterable<number>): Box | null {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of which) {
    for (let i = lines.start[line]!; i < lines.start[line + 1]!; i++) {
      west = Math.min(west, lines.x[i]!);
      east = Math.max(east, lines.x[i]!);
      north = Math.min(north, lines.y[i]!);
      south = Math.max(south, lines.y[i]!);
    }
  }
  return west > east ? null : [west, north, east, south];
}

function pointBox(network: MapNetwork, lon: number | null, lat: number | null): Box | null {
  if (lon === null || lat === null) return null;
  const x = planeX(network, lon);
  const y = planeY(network, lat);
  return [x, y, x, y];
}

/** Null when the selection has no place on the map. */
export function planeBox(selection: Selection, network: MapNetwork, store: RecordStore): Box | null {
  const { branches, feeders, areas } = network.geometry;
  switch (selection.kind) {
    case 'outage': {
      const outage = store.get('outage', selection.id);
      const dead = [...store.table('device').values()].filter(({ outage: id }) => id === selection.id);
      const box = boxOf(
        network.lines,
        dead.flatMap(({ id }) => network.indexOf.get(id) ?? []),
      );
      return box ?? pointBox(network, outage?.lon ?? null, outage?.lat ?? null);
    }
    case 'device': {
      const branch = network.indexOf.get(selection.id);
      return branch === undefined ? null : boxOf(network.lines, [branch]);
    }
    case 'feeder': {
      const feeder = feeders.findIndex(({ id }) => id === selection.id);
      const which: number[] = [];
      for (let branch = 0; feeder >= 0 && branch < branches.count; branch++) if (branches.feeder[branch] === feeder) which.push(branch);
      return boxOf(network.lines, which);
    }
    case 'area': {
      const area = areas.findIndex(({ id }) => id === selection.id);
      return area < 0 ? null : boxOf(network.outlines, [area]);
    }
    case 'report': {
      const report = store.get('report', selection.id);
      return pointBox(network, report?.lon ?? null, report?.lat ?? null);
    }
    case 'job': {
      const job = store.get('job', selection.id);
      return pointBox(network, job?.lon ?? null, job?.lat ?? null);
    }
    case 'crew': {
      const crew = store.get('crew', selection.id);
      return pointBox(network, crew?.lon ?? null, crew?.lat ?? null);
    }
    case 'service-point':
    case 'source':
    case 'notification':
    case 'planned':
    case 'keyCustomer':
      return null;
  }
}

/** West, south, east, north in degrees. */
export function boundsOf({ lines, origin }: MapNetwork): readonly [number, number, number, number] {
  const [west, north, east, south] = lines.bounds;
  if (west > east) return [-180, -60, 180, 70];
  return [lonOf(west + origin.x), latOf(south + origin.y), lonOf(east + origin.x), latOf(north + origin.y)];
}
