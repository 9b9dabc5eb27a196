/** The network drawn once: basemap, geometry and squares of service points, ready to send. */

import { readFile } from 'node:fs/promises';
import { encodeGeometry } from '../shared/geometry.ts';
import { encodeServicePointTile } from '../shared/geometryTile.ts';
import type { Network } from './domain/network/network.ts';
import { geometryOf } from './projections/geometry.ts';
import { createServicePointTiles, type ServicePointTiles } from './projections/geometryTiles.ts';
import type { NetworkPictures } from './viewerPorts.ts';

/** Built when first asked for, kept as bytes only. */
export function createPictures(network: Network, basemapFile: string | null): NetworkPictures {
  let geometry: Uint8Array | null = null;
  let tiles: ServicePointTiles | null = null;
  return {
    hash: network.hash,
    basemap: async () => (basemapFile === null ? null : readFile(basemapFile)),
    async geometry() {
      geometry ??= encodeGeometry(geometryOf(network));
      return geometry;
    },
    servicePoints(cell) {
      tiles ??= createServicePointTiles(network);
      const tile = tiles.tile(cell);
      return tile && encodeServicePointTile(tile);
    },
  };
}
