/** Drawing a compiled network: levels, ways, tiles of service points. */

import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../server/domain/network/compile.ts';
import type { Network } from '../../../server/domain/network/network.ts';
import { geometryOf } from '../../../server/projections/geometry.ts';
import { createServicePointTiles } from '../../../server/projections/geometryTiles.ts';
import { normalTree } from '../../../server/projections/geometryTree.ts';
import { DRAWING_LEVELS, decodeGeometry, encodeGeometry } from '../../../shared/geometry.ts';
import { SERVICE_POINT_TILE_ZOOM, tileAt, tileName } from '../../../shared/geometryTile.ts';
import type { NetworkBranch, NetworkFile } from '../../../shared/network.ts';
import { buildNetwork } from '../../../simulators/network/buildNetwork.ts';

function compiled(file: NetworkFile): Network {
  const { network, findings } = compileNetwork(file, 'hash');
  if (!network) throw new Error(JSON.stringify(findings));
  return network;
}

/** A feeder: head, trunk of two sections, a fused lateral, a transformer with two homes, and an open tie at the end. */
const sketch: NetworkFile = {
  format: 'relight-network/1',
  sources: [{ node: 'bus' }],
  feeders: [{ id: 'f-1', head: 'cb-1' }],
  nodes: ['bus', 'a', 'b', 'c', 'd', 'e', 'low', 'home', 'other'].map((id, i) => ({ id, lon: i / 100, lat: 0 })),
  branches: [
    { id: 'cb-1', kind: 'switch', switchKind: 'breaker', from: 'bus', to: 'a' },
    { id: 'l-1', kind: 'line', from: 'b', to: 'a', path: [[0.015, 0.005]] },
    { id: 'l-2', kind: 'line', from: 'b', to: 'c' },
    { id: 'tie-1', kind: 'switch', switchKind: 'tie', from: 'c', to: 'other', normallyOpen: true },
    { id: 'fu-1', kind: 'switch', switchKind: 'fuse', from: 'b', to: 'd', phases: 'A' },
    { id: 'l-3', kind: 'line', from: 'd', to: 'e', phases: 'A' },
    { id: 't-1', kind: 'transformer', from: 'e', to: 'low', phases: 'A' },
    { id: 'l-4', kind: 'line', from: 'low', to: 'home', phases: 'A' },
  ],
  servicePoints: [
    { id: 'sp-1', node: 'home', phases: 'A', customers: 3, address: 'Rambla 1', key: 'school' },
    { id: 'sp-2', node: 'low', phases: 'A', customers: 4 },
    { id: 'sp-3', node: 'c', customers: 93 },
  ],
};

const levelsOf = (file: NetworkFile): Map<string, string | undefined> => {
  const { branches } = geometryOf(compiled(file));
  return new Map(branches.ids.map((id, i) => [id, DRAWING_LEVELS[branches.level[i] ?? -1]]));
};

describe('drawing a network', () => {
  it('[V6] tells trunk, lateral, transformer and service apart by what hangs on them', () => {
    expect(Object.fromEntries(levelsOf(sketch))).toEqual({
      'cb-1': 'trunk',
      'l-1': 'trunk',
      'l-2': 'trunk',
      'tie-1': 'trunk',
      'fu-1': 'lateral',
      'l-3': 'lateral',
      't-1': 'transformer',
      'l-4': 'service',
    });
  });

  it('[V6] keeps the way to a tie a trunk though few hang on it, and makes a nearly empty lateral a spur', () => {
    const servicePoints = sketch.servicePoints.map((point) => ({ ...point, node: point.id === 'sp-3' ? 'a' : point.node, customers: 1 }));
    const light = servicePoints.map((point) => (point.id === 'sp-3' ? { ...point, customers: 500 } : point));
    const levels = levelsOf({ ...sketch, servicePoints: light });
    expect(levels.get('l-2')).toBe('trunk');
    expect(levels.get('fu-1')).toBe('spur');
  });

  it('[V6] draws what stands behind the transformer of a substation as trunk, not as low voltage', () => {
    const branches = sketch.branches.map(
      (branch): NetworkBranch => (branch.id === 'cb-1' ? { ...branch, kind: 'transformer', switchKind: undefined } : branch),
    );
    const levels = levelsOf({ ...sketch, feeders: [], branches });
    expect([levels.get('cb-1'), levels.get('l-1'), levels.get('t-1')]).toEqual(['trunk', 'trunk', 'transformer']);
  });

  it('[V6] draws the lines behind the only transformer as a network, not as low voltage', () => {
    const plain: NetworkFile = {
      ...sketch,
      feeders: [],
      branches: [
        { id: 't-1', kind: 'transformer', from: 'bus', to: 'a' },
        { id: 'l-1', kind: 'line', from: 'a', to: 'b' },
      ],
      servicePoints: [{ id: 'sp-1', node: 'b' }],
    };
    expect([...levelsOf(plain).values()]).toEqual(['trunk', 'trunk']);
  });

  it('[N25] draws each branch from end to end, whichever way round it was given', () => {
    const { branches, scale } = geometryOf(compiled(sketch));
    const line = branches.ids.indexOf('l-1');
    const corners = [...branches.coordinates.subarray(2 * branches.start[line]!, 2 * branches.start[line + 1]!)].map(
      (value) => value / scale,
    );
    expect(corners).toEqual([0.02, 0, 0.015, 0.005, 0.01, 0]);
  });

  it('survives a ring, an island and things without a place', () => {
    const ring: NetworkFile = {
      format: 'relight-network/1',
      sources: [{ node: 'a' }],
      nodes: ['a', 'b', 'c', 'x', 'y'].map((id) => ({ id })),
      branches: ['ab', 'bc', 'ca', 'xy'].map((id) => ({ id, kind: 'line', from: id.charAt(0), to: id.charAt(1) })),
      servicePoints: [{ id: 's', node: 'c' }],
    };
    const network = compiled(ring);
    const { branches } = geometryOf(network);
    expect([...branches.ids].sort()).toEqual(['ab', 'bc', 'ca', 'xy']);
    expect(normalTree(network).place.every((place) => place >= 0)).toBe(true);
  });
});

describe('the town as drawn', () => {
  const file = buildNetwork({ preset: 'town', seed: 7 }).network;
  const network = compiled(file);
  const tree = normalTree(network);
  const geometry = geometryOf(network, tree);
  const tiles = createServicePointTiles(network, tree);

  it('comes back from its bytes', () => {
    expect(decodeGeometry(encodeGeometry(geometry))).toEqual(geometry);
  });

  it('holds every branch once, with its feeder', () => {
    expect([...geometry.branches.ids].sort()).toEqual(file.branches.map((branch) => branch.id).sort());
    expect(geometry.branches.feeder.every((feeder) => feeder >= 0)).toBe(true);
    expect(geometry.feeders.map((feeder) => feeder.id)).toEqual(file.feeders?.map((feeder) => feeder.id));
  });

  it('[V6] has trunks from each breaker, ties on trunks, fuses never', () => {
    const levels = (prefix: string): Set<string | undefined> =>
      new Set(geometry.branches.ids.flatMap((id, i) => (id.startsWith(prefix) ? [DRAWING_LEVELS[geometry.branches.level[i] ?? -1]] : [])));
    expect(levels('cb-')).toEqual(new Set(['trunk']));
    expect(levels('tie-')).toEqual(new Set(['trunk']));
    expect(levels('t-')).toEqual(new Set(['transformer']));
    expect(levels('fu-').has('trunk')).toBe(false);
  });

  it('shows every service point in exactly one tile, where it stands, under its transformer', () => {
    const seen = new Set<string>();
    for (const name of tiles.names()) {
      const tile = tiles.tile(name);
      for (let i = 0; tile && i < tile.count; i++) {
        const point = network.servicePointIndex.get(tile.ids[i] ?? '') ?? -1;
        seen.add(tile.ids[i] ?? '');
        expect(tileName(tileAt(network.servicePoints.lon[point]!, network.servicePoints.lat[point]!, SERVICE_POINT_TILE_ZOOM))).toBe(name);
        expect(tile.coordinates[2 * i]! / tile.scale).toBeCloseTo(network.servicePoints.lon[point]!, 6);
        expect(tile.addresses[i]).toBe(network.servicePoints.addresses[point]);
        const transformer = file.branches.find((branch) => branch.id === geometry.branches.ids[tile.transformer[i] ?? -1]);
        expect(transformer?.to).toBe(file.servicePoints[point]?.node);
      }
      expect([...tiles.pointsIn(name)]).toHaveLength(tile?.count ?? 0);
    }
    expect(seen.size).toBe(file.servicePoints.length);
    expect(tiles.tile('0-0')).toBeNull();
  });
});
