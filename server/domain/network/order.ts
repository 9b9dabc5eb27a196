/** Numbers nodes and branches by distance from the sources, so that a walk reads memory in order and "nearer the source" is a comparison. */

import { adjacencyOf } from './adjacency.ts';

export type Order = {
  /** File position of the i-th node and branch. */
  readonly nodes: Int32Array;
  readonly branches: Int32Array;
};

/** Breadth first from `sources`, normally closed branches before normally open ones; what cannot be reached comes last, island by island. */
export function orderBySource(
  nodeCount: number,
  from: Int32Array,
  to: Int32Array,
  further: ReadonlyMap<number, readonly number[]>,
  normallyOpen: Uint8Array,
  sources: readonly number[],
): Order {
  const near = adjacencyOf(nodeCount, from, to, further);
  const nodes = new Int32Array(nodeCount);
  const seen = new Uint8Array(nodeCount);
  let placed = 0;
  let read = 0;
  const place = (node: number): void => {
    if (seen[node]) return;
    seen[node] = 1;
    nodes[placed] = node;
    placed += 1;
  };
  const spread = (throughOpen: boolean): void => {
    for (; read < placed; read += 1) {
      const node = nodes[read]!;
      for (let i = near.start[node]!; i < near.start[node + 1]!; i += 1) {
        const b = near.branch[i]!;
        if (normallyOpen[b] && !throughOpen) continue;
        place(from[b]!);
        place(to[b]!);
        for (const end of further.get(b) ?? []) place(end);
      }
    }
  };
  for (const node of sources) place(node);
  spread(false);
  read = 0;
  spread(true);
  for (let node = 0; node < nodeCount; node += 1) {
    place(node);
    spread(true);
  }
  return { nodes, branches: orderBranches(nodes, near, from.length) };
}

function orderBranches(
  nodes: Int32Array,
  near: { readonly start: Int32Array; readonly branch: Int32Array },
  branchCount: number,
): Int32Array {
  const branches = new Int32Array(branchCount);
  const taken = new Uint8Array(branchCount);
  let count = 0;
  for (const node of nodes) {
    for (let i = near.start[node]!; i < near.start[node + 1]!; i += 1) {
      const b = near.branch[i]!;
      if (taken[b]) continue;
      taken[b] = 1;
      branches[count] = b;
      count += 1;
    }
  }
  return branches;
}
