/** Compiles a network file into typed arrays, and lists everything that is wrong with it (rules N1 to N7, N24, N25). */

import type { NetworkFile } from '../../../shared/network.ts';
import { adjacencyOf, groupByNode } from './adjacency.ts';
import { areaFinder, compileAreas } from './areas.ts';
import { compileBranches, compileTransfers, endsOf } from './compileBranches.ts';
import { compilePoints } from './compilePoints.ts';
import { createFindings, type Finding, isBlocked } from './findings.ts';
import { type Feeder, type Network, NONE, type Nodes, type Source, type Substation } from './network.ts';
import { findNormalStateProblems } from './normalState.ts';
import { type Order, orderBySource } from './order.ts';
import { maskOf } from './phases.ts';
import { findOutliers, placeNodes } from './placing.ts';
import { checkReferences, type Places } from './references.ts';

export type Compiled = {
  /** null when a finding blocks: nothing is half loaded. */
  readonly network: Network | null;
  readonly findings: readonly Finding[];
};

/**
 * `hash` is the SHA-256 of the file's bytes. Nodes and branches are numbered by distance from the sources, not in file
 * order; service points, areas, feeders and substations keep the file's order.
 */
export function compileNetwork(file: NetworkFile, hash: string, earlier: readonly Finding[] = []): Compiled {
  const findings = createFindings(earlier);
  if (file.nodes.length === 0 || file.branches.length === 0) {
    findings.add(
      'model-empty',
      'block',
      'the network has no equipment; an empty file never means "remove everything"',
      `${file.nodes.length} nodes`,
    );
  } else if (file.sources.length === 0) {
    findings.add('network-no-source', 'block', 'the network has no source; name the node that supply comes from', 'sources');
  }
  const places = checkReferences(file, findings);
  if (isBlocked(findings.all())) return { network: null, findings: findings.all() };

  const order = orderOf(file, places);
  const nodeIds = Array.from(order.nodes, (place) => file.nodes[place]!.id);
  const nodeIndex = new Map(nodeIds.map((id, index) => [id, index]));
  const branches = compileBranches(file, order, nodeIndex);
  const further = new Map<number, readonly number[]>();
  order.branches.forEach((place, b) => {
    const branch = file.branches[place]!;
    if (branch.moreEnds?.length) further.set(b, endsOf(branch, nodeIndex).slice(2));
  });
  const adjacency = adjacencyOf(nodeIds.length, branches.from, branches.to, further);
  const nodes = nodesOf(file, order, nodeIds, adjacency);
  const given = { lon: nodes.lon, lat: nodes.lat, placed: nodes.placed };
  findOutliers(nodeIds, given, adjacency, findings);
  nodes.placed.forEach((placed, n) => {
    if (placed) findings.add('geo-missing', 'warn', 'nodes without coordinates are drawn beside a neighbour', nodeIds[n]!);
  });

  const areas = compileAreas(file.areas ?? [], places.areas);
  const areaAt = areaFinder(file.areas ?? []);
  const servicePoints = compilePoints(file, { nodes, nodeIndex, areaIndex: places.areas, areaAt }, findings);
  const branchIndex = new Map(branches.ids.map((id, index) => [id, index]));
  const substations = substationsOf(file, places, areaAt);
  const network: Network = {
    hash,
    name: file.name ?? 'network',
    timeZone: file.timeZone ?? 'UTC',
    attribution: file.attribution ?? null,
    nodes,
    branches,
    servicePoints,
    areas,
    feeders: feedersOf(file, places, branchIndex, substations),
    substations,
    sources: sourcesOf(file, places, nodeIndex),
    adjacency,
    transfers: compileTransfers(file, order, nodeIndex),
    pointsAtNode: groupByNode(nodeIds.length, servicePoints.node),
    alternatesAtNode: groupByNode(nodeIds.length, servicePoints.supplyNode, pointOfSupply(servicePoints.supplyStart)),
    branchIndex,
    nodeIndex,
    servicePointIndex: places.servicePoints,
    feederIndex: places.feeders,
    areaIndex: places.areas,
  };
  findNormalStateProblems(file, network, findings);
  return { network, findings: findings.all() };
}

function orderOf(file: NetworkFile, places: Places): Order {
  const at = (id: string): number => places.nodes.get(id) ?? NONE;
  const further = new Map<number, readonly number[]>();
  file.branches.forEach((branch, b) => {
    if (branch.moreEnds?.length) further.set(b, branch.moreEnds.map(at));
  });
  return orderBySource(
    file.nodes.length,
    new Int32Array(file.branches.map((branch) => at(branch.from))),
    new Int32Array(file.branches.map((branch) => at(branch.to))),
    further,
    new Uint8Array(file.branches.map((branch) => Number(branch.normallyOpen ?? false))),
    file.sources.map((source) => at(source.node)),
  );
}

function nodesOf(file: NetworkFile, order: Order, ids: readonly string[], adjacency: Network['adjacency']): Nodes {
  const lon = Float64Array.from(order.nodes, (place) => file.nodes[place]!.lon ?? Number.NaN);
  const lat = Float64Array.from(order.nodes, (place) => file.nodes[place]!.lat ?? Number.NaN);
  return { count: ids.length, ids, ...placeNodes(lon, lat, adjacency) };
}

function substationsOf(file: NetworkFile, places: Places, areaAt: (lon: number, lat: number) => number): Substation[] {
  return (file.substations ?? []).map((substation) => {
    const lon = substation.lon ?? Number.NaN;
    const lat = substation.lat ?? Number.NaN;
    const area = substation.area == null ? areaAt(lon, lat) : (places.areas.get(substation.area) ?? NONE);
    return { id: substation.id, name: substation.name ?? substation.id, area, lon, lat };
  });
}

function feedersOf(
  file: NetworkFile,
  places: Places,
  branchIndex: ReadonlyMap<string, number>,
  substations: readonly Substation[],
): Feeder[] {
  return (file.feeders ?? []).map((feeder) => {
    const substation = feeder.substation == null ? NONE : (places.substations.get(feeder.substation) ?? NONE);
    const head = feeder.head == null ? NONE : (branchIndex.get(feeder.head) ?? NONE);
    const area = feeder.area == null ? (substations[substation]?.area ?? NONE) : (places.areas.get(feeder.area) ?? NONE);
    return { id: feeder.id, name: feeder.name ?? feeder.id, substation, head, area };
  });
}

function sourcesOf(file: NetworkFile, places: Places, nodeIndex: ReadonlyMap<string, number>): Source[] {
  return file.sources.map((source) => ({
    node: nodeIndex.get(source.node) ?? NONE,
    phases: maskOf(source.phases ?? 'ABC'),
    substation: source.substation == null ? NONE : (places.substations.get(source.substation) ?? NONE),
  }));
}

/** The service point each supply belongs to. */
function pointOfSupply(supplyStart: Int32Array): Int32Array {
  const points = new Int32Array(supplyStart[supplyStart.length - 1]!);
  for (let p = 0; p + 1 < supplyStart.length; p += 1) points.fill(p, supplyStart[p]!, supplyStart[p + 1]!);
  return points;
}
