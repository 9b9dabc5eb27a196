/** What the map draws of a compiled network: every branch with its way and level, feeders, substations, areas. */

import { COARSE_SCALE, FINE_SCALE, type NetworkGeometry } from '../../shared/geometry.ts';
import { type Corner, linesFrom } from '../../shared/geometryLines.ts';
import type { Network } from '../domain/network/network.ts';
import { drawingLevels } from './geometryLevels.ts';
import { type NormalTree, normalTree } from './geometryTree.ts';

/** From this many branches on, a metre is fine enough and halves the bytes. */
const COARSE_FROM_BRANCHES = 20_000;

export const scaleFor = (network: Network): number => (network.branches.count >= COARSE_FROM_BRANCHES ? COARSE_SCALE : FINE_SCALE);

/** Branches stand in the order of the tree, not of the network: `tree.order` leads from one to the other. */
export function geometryOf(network: Network, tree: NormalTree = normalTree(network)): NetworkGeometry {
  const { branches, areas } = network;
  const { order } = tree;
  const scale = scaleFor(network);
  const levels = drawingLevels(network, tree);
  const column = (values: Uint8Array): Uint8Array => Uint8Array.from(order, (branch) => values[branch]!);
  return {
    hash: network.hash,
    name: network.name,
    attribution: network.attribution ?? '',
    scale,
    branches: {
      ...linesFrom(order.length, (line) => cornersOf(network, order[line]!), scale),
      ids: Array.from(order, (branch) => branches.ids[branch] ?? ''),
      kind: column(branches.kind),
      switchKind: column(branches.switchKind),
      normallyOpen: column(branches.normallyOpen),
      telemetered: column(branches.telemetered),
      phases: column(branches.phases),
      level: column(levels),
      feeder: Int32Array.from(order, (branch) => branches.feeder[branch]!),
    },
    feeders: network.feeders.map(({ id, name, substation }) => ({ id, name, substation })),
    substations: network.substations.map(({ id, name, lon, lat }) => ({ id, name, lon, lat })),
    areas: areas.map(({ id, name, parent, level, class: kind }) => ({ id, name, parent, level, class: kind })),
    outlines: linesFrom(areas.length, (area) => areas[area]?.polygon ?? [], scale),
  };
}

/** The whole way, both ends included; nothing for what has no place. */
function cornersOf({ nodes, branches }: Network, branch: number): Corner[] {
  const cornerAt = (n: number): Corner => [nodes.lon[n]!, nodes.lat[n]!];
  return [cornerAt(branches.from[branch]!), ...(branches.paths[branch] ?? []), cornerAt(branches.to[branch]!)].filter(
    ([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat),
  );
}
