/** Sets distribution transformers: from the leaves inwards, twenty to sixty doors each, never across a switch or fuse. */

import type { Customers } from './customers.ts';
import type { Feeders } from './feeders.ts';
import type { Forest } from './regions.ts';
import { groupBy, type StreetGraph } from './streetGraph.ts';
import type { Trunks } from './trunks.ts';

export type TransformerRules = {
  /** A transformer is set as soon as this many doors have gathered … */
  readonly least: number;
  /** … or the furthest of them is this far away. */
  readonly reachM: number;
  /** More doors than this at one place are shared among several … */
  readonly most: number;
  /** … of about this many each. */
  readonly share: number;
};

export type Transformer = {
  /** Street node it stands at. */
  readonly node: number;
  /** Service points behind it. */
  readonly points: readonly number[];
};

/** What has been grown along the streets so far. */
export type Grown = { readonly graph: StreetGraph; readonly forest: Forest; readonly feeders: Feeders; readonly trunks: Trunks };

export function setTransformers(grown: Grown, customers: Customers, rules: TransformerRules): Transformer[] {
  const { graph } = grown;
  const own = Int32Array.from({ length: graph.count }, () => 0);
  customers.node.forEach((node, point) => {
    if (!customers.ownTransformer[point]) own[node]! += 1;
  });
  const serving = servingNodes(grown, own, rules);

  const at = customers.node.map((node, point) => (customers.ownTransformer[point] ? -1 : serving[node]!));
  const { start, members } = groupBy(at, graph.count);
  const transformers: Transformer[] = [];
  for (let node = 0; node < graph.count; node++) {
    const points = [...members.subarray(start[node]!, start[node + 1]!)];
    const parts = points.length > rules.most ? Math.ceil(points.length / rules.share) : 1;
    if (parts > 1) points.sort((a, b) => compareAddresses(customers.address[a] ?? '', customers.address[b] ?? '') || a - b);
    for (let part = 0; part < parts && points.length > 0; part++) {
      const share = points.slice(Math.round((part * points.length) / parts), Math.round(((part + 1) * points.length) / parts));
      transformers.push({ node, points: share });
    }
  }
  customers.ownTransformer.forEach((alone, point) => {
    if (alone) transformers.push({ node: customers.node[point]!, points: [point] });
  });
  return transformers;
}

const compareAddresses = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** For each node the node whose transformer supplies its doors: itself or one nearer to the source. */
function servingNodes({ graph, forest, feeders, trunks }: Grown, own: Int32Array, rules: TransformerRules): Int32Array {
  const gathered = own.slice();
  const reach = new Float64Array(graph.count);
  const stands = new Uint8Array(graph.count);
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    if (gathered[node] === 0) continue;
    const parent = forest.parent[node]!;
    const further = parent < 0 ? 0 : reach[node]! + graph.pieces.lengthM[forest.parentPiece[node]!]!;
    const barred = parent < 0 || feeders.ofNode[parent] !== feeders.ofNode[node] || trunks.devices.has(node);
    if (barred || gathered[node]! >= rules.least || further > rules.reachM) {
      stands[node] = 1;
    } else {
      gathered[parent]! += gathered[node]!;
      reach[parent] = Math.max(reach[parent]!, further);
    }
  }
  const serving = new Int32Array(graph.count);
  for (const node of forest.order) serving[node] = stands[node] ? node : (serving[forest.parent[node]!] ?? node);
  return serving;
}
