/** The normal state as a tree: which way supply comes to each node, and an order in which neighbours stand together. */

import { BRANCH_KINDS, type Network, NONE } from '../domain/network/network.ts';

export type NormalTree = {
  /** Branch through which each node is supplied, NONE at sources and on islands. */
  readonly feedingBranch: Int32Array;
  /** The node on the other side of that branch, NONE where there is none. */
  readonly parent: Int32Array;
  /** Branches as they are drawn and numbered: along each way from the source, so that neighbours stand together. */
  readonly order: Int32Array;
  /** Place of each branch in `order`. */
  readonly place: Int32Array;
  /** Nearest transformer on the way to the source, NONE without one. */
  readonly transformer: Int32Array;
};

const TRANSFORMER = BRANCH_KINDS.indexOf('transformer');

/** Nodes are numbered from the sources outwards, so supply comes over the closed branch to the lowest neighbour. */
export function normalTree({ nodes, branches, adjacency }: Network): NormalTree {
  const feedingBranch = new Int32Array(nodes.count).fill(NONE);
  const parent = new Int32Array(nodes.count).fill(NONE);
  const transformer = new Int32Array(nodes.count).fill(NONE);
  const children = new Int32Array(nodes.count + 1);
  for (let node = 0; node < nodes.count; node++) {
    let lowest = node;
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i++) {
      const branch = adjacency.branch[i]!;
      const neighbour = adjacency.neighbour[i]!;
      if (branches.normallyOpen[branch] || neighbour >= lowest) continue;
      lowest = neighbour;
      feedingBranch[node] = branch;
    }
    if (lowest === node) continue;
    parent[node] = lowest;
    children[lowest + 1]! += 1;
    transformer[node] = branches.kind[feedingBranch[node]!] === TRANSFORMER ? feedingBranch[node]! : transformer[lowest]!;
  }

  for (let node = 0; node < nodes.count; node++) children[node + 1]! += children[node]!;
  const free = children.slice();
  const childOf = new Int32Array(children[nodes.count]!);
  for (let node = 0; node < nodes.count; node++) {
    const up = parent[node]!;
    if (up === NONE) continue;
    childOf[free[up]!] = node;
    free[up]! += 1;
  }

  const order = new Int32Array(branches.count);
  const place = new Int32Array(branches.count).fill(NONE);
  let count = 0;
  const take = (branch: number): void => {
    if (place[branch] !== NONE) return;
    place[branch] = count;
    order[count++] = branch;
  };
  const waiting: number[] = [];
  for (let root = 0; root < nodes.count; root++) {
    if (parent[root] !== NONE) continue;
    waiting.push(root);
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (feedingBranch[node] !== NONE) take(feedingBranch[node]!);
      for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i++) {
        const branch = adjacency.branch[i]!;
        if (feedingBranch[adjacency.neighbour[i]!] !== branch) take(branch);
      }
      for (let i = children[node + 1]! - 1; i >= children[node]!; i--) waiting.push(childOf[i]!);
    }
  }
  for (let branch = 0; branch < branches.count; branch++) take(branch);
  return { feedingBranch, parent, order, place, transformer };
}
