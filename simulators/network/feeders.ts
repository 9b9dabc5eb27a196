/** Cuts the tree of each substation into feeders of a fair size. */

import type { Forest } from './regions.ts';
import { groupBy } from './streetGraph.ts';

export type FeederSizes = {
  /** A feeder is cut off as soon as this many customers have gathered. */
  readonly target: number;
  readonly least: number;
  readonly most: number;
};

export type Feeders = {
  readonly count: number;
  /** First street node of the feeder; its express cable ends here. */
  readonly root: Int32Array;
  readonly site: Int32Array;
  /** Feeder of each street node, -1 where nobody is supplied. */
  readonly ofNode: Int32Array;
  /** Customers at and below a node, inside its feeder. */
  readonly below: Float64Array;
  readonly size: Float64Array;
};

export function cutFeeders(forest: Forest, weight: Float64Array, sizes: FeederSizes): Feeders {
  const cut = cutPoints(forest, weight, sizes);
  joinSmall(forest, weight, cut, sizes.least);
  const { ofNode, roots } = label(forest, cut);
  const { below, size } = gather(forest, weight, ofNode, roots.length);

  // Feeders without customers are only cable on the way to others.
  const bySite = [...roots.keys()]
    .filter((feeder) => size[feeder]! > 0)
    .sort((a, b) => forest.site[roots[a]!]! - forest.site[roots[b]!]! || a - b);
  const place = new Int32Array(roots.length).fill(-1);
  bySite.forEach((feeder, index) => {
    place[feeder] = index;
  });
  return {
    count: bySite.length,
    root: Int32Array.from(bySite, (feeder) => roots[feeder]!),
    site: Int32Array.from(bySite, (feeder) => forest.site[roots[feeder]!]!),
    ofNode: ofNode.map((feeder) => (feeder < 0 ? -1 : place[feeder]!)),
    below,
    size: Float64Array.from(bySite, (feeder) => size[feeder]!),
  };
}

/** Walks from the leaves; where enough has gathered, the feeder starts. */
function cutPoints(forest: Forest, weight: Float64Array, sizes: FeederSizes): Uint8Array {
  const cut = new Uint8Array(forest.parent.length);
  const gathered = Float64Array.from(weight);
  const { start, members } = groupBy(forest.parent, forest.parent.length);
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    const children = [...members.subarray(start[node]!, start[node + 1]!)].filter((child) => !cut[child]);
    for (const child of children) gathered[node]! += gathered[child]!;
    if (forest.parent[node]! < 0) cut[node] = 1;
    // Too much for one feeder: the heaviest branches become feeders of their own.
    children.sort((a, b) => gathered[b]! - gathered[a]! || a - b);
    for (const child of children) {
      if (gathered[node]! <= sizes.most || gathered[child]! < sizes.least) break;
      cut[child] = 1;
      gathered[node]! -= gathered[child]!;
    }
    if (gathered[node]! >= sizes.target) cut[node] = 1;
  }
  return cut;
}

function label(forest: Forest, cut: Uint8Array): { ofNode: Int32Array; roots: number[] } {
  const ofNode = new Int32Array(forest.parent.length).fill(-1);
  const roots: number[] = [];
  for (const node of forest.order) ofNode[node] = cut[node] ? roots.push(node) - 1 : ofNode[forest.parent[node]!]!;
  return { ofNode, roots };
}

function gather(forest: Forest, weight: Float64Array, ofNode: Int32Array, count: number): { below: Float64Array; size: Float64Array } {
  const below = Float64Array.from(weight);
  const size = new Float64Array(count);
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    const parent = forest.parent[node]!;
    if (parent >= 0 && ofNode[parent] === ofNode[node]) below[parent]! += below[node]!;
    else size[ofNode[node]!]! += below[node]!;
  }
  return { below, size };
}

/** Joins what stayed too small to its smallest neighbour in the tree, by taking a cut back. */
function joinSmall(forest: Forest, weight: Float64Array, cut: Uint8Array, least: number): void {
  for (;;) {
    const { ofNode, roots } = label(forest, cut);
    const { size } = gather(forest, weight, ofNode, roots.length);
    const above = roots.map((root) => (forest.parent[root]! < 0 ? -1 : ofNode[forest.parent[root]!]!));
    let best: { root: number; size: number } | null = null;
    for (const [feeder, root] of roots.entries()) {
      const parent = above[feeder]!;
      if (parent < 0 || size[feeder] === 0) continue;
      const small = Math.min(size[feeder]!, size[parent]!);
      const joined = size[feeder]! + size[parent]!;
      if (small > 0 && small < least && (!best || joined < best.size)) best = { root, size: joined };
    }
    if (!best) return;
    cut[best.root] = 0;
  }
}
