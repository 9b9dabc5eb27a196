/** The simulator's own trace: which node is live on which phases, and along which tree. Independent of the product's, so that one can check the other. */

import type { Grid } from './grid.ts';

/** One walk's result, reused from walk to walk. */
export type Tree = {
  /** Live phases of each node. */
  readonly live: Uint8Array;
  /** Branch through which a node was first reached; -1 at sources and dark nodes. */
  readonly parent: Int32Array;
  /** Live nodes in the order of the first visit: parents come before children. */
  readonly order: Int32Array;
  visited: number;
  readonly queue: Int32Array;
};

export const createTree = (grid: Grid): Tree => {
  const nodes = grid.nodeIds.length;
  return {
    live: new Uint8Array(nodes),
    parent: new Int32Array(nodes).fill(-1),
    order: new Int32Array(nodes),
    visited: 0,
    queue: new Int32Array(3 * nodes + 3 * grid.sources.length),
  };
};

/** Phases that pass a branch when `set` is live at `node`. */
function pass(grid: Grid, branch: number, node: number, set: number): number {
  const map = grid.mapOf[branch]!;
  if (map < 0) return set;
  return grid.phaseMaps[16 * map + (grid.from[branch] === node ? 0 : 8) + set]!;
}

/**
 * Walks breadth first from the sources that are alive (rules N7, N14).
 * @param open open phases of each branch; @param deadSources sources (by index) that have lost their supply
 */
export function energise(grid: Grid, open: Uint8Array, deadSources: ReadonlySet<number>, tree: Tree): void {
  const { live, parent, order, queue } = tree;
  live.fill(0);
  parent.fill(-1);
  let tail = 0;
  let visited = 0;
  grid.sources.forEach((source, i) => {
    if (deadSources.has(i) || source.node < 0) return;
    if (live[source.node] === 0) order[visited++] = source.node;
    live[source.node]! |= source.phases;
    queue[tail++] = source.node;
  });
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    const set = live[node]!;
    for (let e = grid.firstEdge[node]!; e < grid.firstEdge[node + 1]!; e++) {
      const branch = grid.edges[e]!;
      const through = set & grid.phases[branch]! & ~open[branch]!;
      if (through === 0) continue;
      const next = grid.from[branch] === node ? grid.to[branch]! : grid.from[branch]!;
      const gained = pass(grid, branch, node, through) & ~live[next]!;
      if (gained === 0) continue;
      if (live[next] === 0) {
        parent[next] = branch;
        order[visited++] = next;
      }
      live[next]! |= gained;
      queue[tail++] = next;
    }
  }
  tree.visited = visited;
}
