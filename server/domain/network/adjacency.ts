/** Lists which things touch each node, as one array of starts and one of contents. */

import type { Adjacency, PointsAtNode } from './network.ts';

/** Branch ends by node; `further` names the nodes of third windings, each listed once more at `from`. */
export function adjacencyOf(
  nodes: number,
  from: Int32Array,
  to: Int32Array,
  further: ReadonlyMap<number, readonly number[]> = new Map(),
): Adjacency {
  const start = new Int32Array(nodes + 1);
  const count = (node: number): void => {
    start[node + 1] = start[node + 1]! + 1;
  };
  from.forEach(count);
  to.forEach(count);
  for (const [b, more] of further) {
    for (const node of more) {
      count(node);
      count(from[b]!);
    }
  }
  for (let n = 0; n < nodes; n += 1) start[n + 1] = start[n + 1]! + start[n]!;
  const branch = new Int32Array(start[nodes]!);
  const neighbour = new Int32Array(branch.length);
  const next = start.slice(0, nodes);
  const put = (node: number, b: number, other: number): void => {
    const place = next[node]!;
    next[node] = place + 1;
    branch[place] = b;
    neighbour[place] = other;
  };
  for (let b = 0; b < from.length; b += 1) {
    put(from[b]!, b, to[b]!);
    put(to[b]!, b, from[b]!);
    for (const node of further.get(b) ?? []) {
      put(node, b, from[b]!);
      put(from[b]!, b, node);
    }
  }
  return { start, branch, neighbour };
}

/** Groups items by the node each belongs to. */
export function groupByNode(nodes: number, nodeOf: Int32Array, item: Int32Array | null = null): PointsAtNode {
  const start = new Int32Array(nodes + 1);
  for (let i = 0; i < nodeOf.length; i += 1) start[nodeOf[i]! + 1] = start[nodeOf[i]! + 1]! + 1;
  for (let n = 0; n < nodes; n += 1) start[n + 1] = start[n + 1]! + start[n]!;
  const servicePoint = new Int32Array(nodeOf.length);
  const next = start.slice(0, nodes);
  for (let i = 0; i < nodeOf.length; i += 1) {
    const place = next[nodeOf[i]!]!;
    next[nodeOf[i]!] = place + 1;
    servicePoint[place] = item ? item[i]! : i;
  }
  return { start, servicePoint };
}
