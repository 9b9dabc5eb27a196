/** Service points by squares of the map: finds which lie in a tile, and draws it. */

import { SERVICE_POINT_TILE_ZOOM, type ServicePointTile, tileAt, tileName } from '../../shared/geometryTile.ts';
import { type Network, NONE } from '../domain/network/network.ts';
import { scaleFor } from './geometry.ts';
import { type NormalTree, normalTree } from './geometryTree.ts';

export type ServicePointTiles = {
  /** Names of all tiles that hold service points. */
  names(): Iterable<string>;
  /** Indices of the service points in a tile, in order; empty for tiles without any. */
  pointsIn(name: string): Int32Array;
  /** null where no service point lies. */
  tile(name: string): ServicePointTile | null;
};

export function createServicePointTiles(network: Network, tree: NormalTree = normalTree(network)): ServicePointTiles {
  const { servicePoints } = network;
  const scale = scaleFor(network);
  const found = new Map<string, number[]>();
  for (let point = 0; point < servicePoints.count; point++) {
    const lon = servicePoints.lon[point]!;
    const lat = servicePoints.lat[point]!;
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue;
    const name = tileName(tileAt(lon, lat, SERVICE_POINT_TILE_ZOOM));
    const here = found.get(name);
    if (here) here.push(point);
    else found.set(name, [point]);
  }
  const index = new Map([...found].map(([name, points]) => [name, Int32Array.from(points)]));
  const none = new Int32Array(0);

  return {
    names: () => index.keys(),
    pointsIn: (name) => index.get(name) ?? none,
    tile(name) {
      const points = index.get(name);
      if (!points) return null;
      const coordinates = new Int32Array(2 * points.length);
      points.forEach((point, i) => {
        coordinates[2 * i] = Math.round(servicePoints.lon[point]! * scale);
        coordinates[2 * i + 1] = Math.round(servicePoints.lat[point]! * scale);
      });
      return {
        count: points.length,
        ids: Array.from(points, (point) => servicePoints.ids[point] ?? ''),
        coordinates,
        scale,
        customers: points.map((point) => servicePoints.customers[point]!),
        addresses: Array.from(points, (point) => servicePoints.addresses[point] ?? ''),
        transformer: points.map((point) => {
          const transformer = tree.transformer[servicePoints.node[point]!]!;
          return transformer === NONE ? NONE : tree.place[transformer]!;
        }),
        key: Array.from(points, (point) => servicePoints.key[point] ?? null),
      };
    },
  };
}
