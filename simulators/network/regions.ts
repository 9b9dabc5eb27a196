/** Divides the streets among the substations: shortest-path trees, moved until the loads are even. */

import type { RoadClass } from './cityMap.ts';
import { createFrontier, type Frontier } from './frontier.ts';
import type { StreetGraph } from './streetGraph.ts';

/** How gladly a cable follows a road: below 1 gladly. */
const COST: Readonly<Record<RoadClass, number>> = { main: 0.75, middle: 0.75, quiet: 1, service: 1.6, track: 2.5 };

const ROUNDS = 20;
/** Metres by which a substation of twice the mean load is moved away in one round. */
const PUSH_M = 800;

/** One tree per substation; together they span all nodes. */
export type Forest = {
  /** Substation of each node. */
  readonly site: Int32Array;
  /** Next node towards the substation, -1 at its root. */
  readonly parent: Int32Array;
  /** Street piece to the parent, -1 at the root. */
  readonly parentPiece: Int32Array;
  /** All nodes, parents before children. */
  readonly order: Int32Array;
};

/** `roots[s]` is the street node at substation s, `weight[n]` the customers at node n. */
export function growForest(graph: StreetGraph, roots: readonly number[], weight: Float64Array): Forest {
  const head = roots.map(() => 0);
  const total = weight.reduce((sum, here) => sum + here, 0);
  const frontier = createFrontier(graph.count);
  let forest = spread(graph, roots, head, frontier);
  for (let round = 0; round < ROUNDS; round++) {
    const load = roots.map(() => 0);
    forest.site.forEach((site, node) => {
      load[site]! += weight[node]!;
    });
    for (let site = 0; site < roots.length; site++) {
      const excess = (load[site]! * roots.length) / Math.max(1, total) - 1;
      head[site]! += PUSH_M * Math.max(-1, Math.min(1, excess)) * (1 - round / ROUNDS);
    }
    const least = Math.min(...head);
    forest = spread(
      graph,
      roots,
      head.map((offset) => offset - least),
      frontier,
    );
  }
  return forest;
}

function spread(graph: StreetGraph, roots: readonly number[], head: readonly number[], frontier: Frontier): Forest {
  const { pieces } = graph;
  const site = new Int32Array(graph.count).fill(-1);
  const parent = new Int32Array(graph.count).fill(-1);
  const parentPiece = new Int32Array(graph.count).fill(-1);
  const distance = new Float64Array(graph.count).fill(Number.POSITIVE_INFINITY);
  const settled = new Uint8Array(graph.count);
  const order = new Int32Array(graph.count);
  let reached = 0;
  roots.forEach((root, index) => {
    // A substation keeps its own node however far its border is pushed: otherwise it would feed nobody.
    site[root] = index;
    distance[root] = -1;
    frontier.push(root, head[index]!);
  });
  for (let node = frontier.pop(); node >= 0; node = frontier.pop()) {
    if (settled[node]) continue;
    settled[node] = 1;
    if (distance[node] === -1) distance[node] = head[site[node]!]!;
    order[reached++] = node;
    for (let i = graph.start[node]!; i < graph.start[node + 1]!; i++) {
      const piece = graph.at[i]!;
      const other = pieces.a[piece] === node ? pieces.b[piece]! : pieces.a[piece]!;
      const through = distance[node]! + pieces.lengthM[piece]! * COST[pieces.class[piece] ?? 'quiet'];
      if (settled[other] || through >= distance[other]!) continue;
      distance[other] = through;
      site[other] = site[node]!;
      parent[other] = node;
      parentPiece[other] = piece;
      frontier.push(other, through);
    }
  }
  return { site, parent, parentPiece, order };
}
