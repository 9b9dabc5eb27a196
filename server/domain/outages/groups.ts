/** Cuts the network into groups that rarely concern each other, a feeder each, so that a late event replays a feeder and not the city. */

import { type Network, NONE } from '../network/network.ts';

export type Groups = {
  readonly count: number;
  readonly ofNode: Int32Array;
  /** Groups that the events of a branch concern at once. */
  ofBranch(branch: number): readonly number[];
  /** These groups and all that hang together with them now: through feeder heads downwards, and through ties that are not open. */
  closure(seeds: Iterable<number>, isOpen: (branch: number) => boolean): Set<number>;
};

type Link = { readonly branch: number; readonly other: number };

export function createGroups(network: Network): Groups {
  const { nodes, branches, servicePoints } = network;
  const parent = Int32Array.from({ length: nodes.count }, (_, n) => n);
  const root = (n: number): number => {
    let top = n;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top]!]!;
      top = parent[top]!;
    }
    return top;
  };
  const cut = (b: number): boolean => branches.normallyOpen[b] === 1 || branches.headOf[b] !== NONE;
  for (let b = 0; b < branches.count; b += 1) {
    if (!cut(b)) parent[root(branches.from[b]!)] = root(branches.to[b]!);
  }
  const numbers = new Map<number, number>();
  const ofNode = new Int32Array(nodes.count);
  for (let n = 0; n < nodes.count; n += 1) {
    const top = root(n);
    const known = numbers.get(top) ?? numbers.size;
    numbers.set(top, known);
    ofNode[n] = known;
  }

  const below: Set<number>[] = Array.from(numbers, () => new Set());
  const ties: Link[][] = Array.from(numbers, () => []);
  const always: Set<number>[] = Array.from(numbers, () => new Set());
  for (let b = 0; b < branches.count; b += 1) {
    const [from, to] = [ofNode[branches.from[b]!]!, ofNode[branches.to[b]!]!];
    if (from === to) continue;
    if (branches.headOf[b] !== NONE && !branches.normallyOpen[b]) {
      const upper = ofNode[branches.headNode[b]!]!;
      below[upper]!.add(upper === from ? to : from);
    } else {
      ties[from]!.push({ branch: b, other: to });
      ties[to]!.push({ branch: b, other: from });
    }
  }
  for (let point = 0; point < servicePoints.count; point += 1) {
    const home = ofNode[servicePoints.node[point]!]!;
    for (let i = servicePoints.supplyStart[point]!; i < servicePoints.supplyStart[point + 1]!; i += 1) {
      const other = ofNode[servicePoints.supplyNode[i]!]!;
      if (other === home) continue;
      always[home]!.add(other);
      always[other]!.add(home);
    }
  }

  return {
    count: numbers.size,
    ofNode,
    ofBranch(b) {
      const [from, to] = [ofNode[branches.from[b]!]!, ofNode[branches.to[b]!]!];
      if (from === to) return [from];
      if (branches.headOf[b] === NONE || branches.normallyOpen[b]) return [from, to];
      return [ofNode[branches.headNode[b]!]! === from ? to : from];
    },
    closure(seeds, isOpen) {
      const found = new Set(seeds);
      for (const group of found) {
        for (const lower of below[group]!) found.add(lower);
        for (const other of always[group]!) found.add(other);
        for (const { branch, other } of ties[group]!) if (!isOpen(branch)) found.add(other);
      }
      return found;
    },
  };
}
