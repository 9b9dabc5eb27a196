/** Finds rings and double feeds of the normal state that are not marked meshed, and names them node by node (rules N15, N16, N24). */

import type { FindingList } from './findings.ts';
import type { Network } from './network.ts';

export type Rings = {
  /** Independent rings; branches side by side between the same two nodes are none. */
  readonly rings: number;
  /** Separate parts of the network, switches at their normal position. */
  readonly islands: number;
};

const NAMED_NODES = 30;

/** Nodes from `a` up to where both ways meet and down to `b`. */
function nodesOfRing(parent: Int32Array, depth: Int32Array, a: number, b: number): number[] {
  const left = [a];
  const right = [b];
  for (;;) {
    const x = left[left.length - 1]!;
    const y = right[right.length - 1]!;
    if (x === y) return [...left, ...right.reverse().slice(1)];
    if (depth[x]! >= depth[y]!) left.push(parent[x]!);
    else right.push(parent[y]!);
  }
}

/** Walks the normal state without phases. `findings` gets one entry for each ring and each second source. */
export function findRings(network: Network, findings: FindingList): Rings {
  const { nodes, branches, adjacency } = network;
  const root = new Int32Array(nodes.count).fill(-1);
  const parent = new Int32Array(nodes.count).fill(-1);
  const depth = new Int32Array(nodes.count);
  const parentBranch = new Int32Array(nodes.count).fill(-1);
  const inTree = new Uint8Array(branches.count);
  const queue: number[] = [];
  let islands = 0;
  const closed = (b: number): boolean => !branches.normallyOpen[b];

  function grow(first: number): void {
    for (let read = first; read < queue.length; read += 1) {
      const node = queue[read]!;
      for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
        const b = adjacency.branch[i]!;
        const other = adjacency.neighbour[i]!;
        if (!closed(b) || root[other] !== -1) continue;
        root[other] = root[node]!;
        parent[other] = node;
        parentBranch[other] = b;
        depth[other] = depth[node]! + 1;
        inTree[b] = 1;
        queue.push(other);
      }
    }
  }
  for (const { node } of network.sources) {
    if (root[node] !== -1) continue;
    root[node] = node;
    queue.push(node);
  }
  grow(0);
  const joined = new Map<number, number>();
  const rootOf = (node: number): number => {
    const up = joined.get(node);
    return up === undefined ? node : rootOf(up);
  };
  for (let n = 0; n < nodes.count; n += 1) {
    if (root[n] !== -1) continue;
    root[n] = n;
    queue.push(n);
    grow(queue.length - 1);
  }

  let rings = 0;
  const pairs = new Set<number>();
  for (let b = 0; b < branches.count; b += 1) {
    if (inTree[b]) pairs.add(pairOf(network, b));
  }
  for (let b = 0; b < branches.count; b += 1) {
    if (inTree[b] || !closed(b) || pairs.has(pairOf(network, b))) continue;
    pairs.add(pairOf(network, b));
    const from = branches.from[b]!;
    const to = branches.to[b]!;
    const [one, other] = [rootOf(root[from]!), rootOf(root[to]!)];
    if (one !== other) {
      joined.set(one, other);
      if (branches.meshed[b]) continue;
      const example = `${nodes.ids[one]} and ${nodes.ids[other]} meet at ${branches.ids[b]}`;
      findings.add(
        'network-loop',
        'warn',
        'two sources are in parallel in the normal state; open a switch or mark the branch meshed',
        example,
      );
      continue;
    }
    rings += 1;
    const ring = root[from] === root[to] ? nodesOfRing(parent, depth, from, to) : [];
    if (branches.meshed[b] || ring.some((node) => branches.meshed[parentBranch[node]!])) continue;
    const example = ring.length > 0 ? ringText(network, ring, b) : `through ${branches.ids[b]}`;
    findings.add('network-loop', 'warn', 'a ring is closed in the normal state; open a switch or mark a branch of it meshed', example);
  }
  for (let n = 0; n < nodes.count; n += 1) if (root[n] === n && rootOf(n) === n) islands += 1;
  return { rings, islands };
}

function pairOf(network: Network, b: number): number {
  const { from, to } = network.branches;
  return Math.min(from[b]!, to[b]!) * network.nodes.count + Math.max(from[b]!, to[b]!);
}

function ringText(network: Network, ring: readonly number[], closing: number): string {
  const names = ring.slice(0, NAMED_NODES).map((node) => network.nodes.ids[node]);
  const more = ring.length > NAMED_NODES ? ` … ${ring.length - NAMED_NODES} more` : '';
  return `${names.join(' – ')}${more}, closed by ${network.branches.ids[closing]}`;
}
