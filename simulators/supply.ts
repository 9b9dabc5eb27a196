/** Who truly has power: the open switches of the world, the trace over them, and what each change did to service points. */

import { createTree, energise, type Tree } from './energise.ts';
import type { Grid } from './grid.ts';

export const ON = 0;
export const PARTIAL = 1;
export const DARK = 2;

export type PointChange = { readonly point: number; readonly before: number; readonly after: number };

export type Supply = {
  readonly grid: Grid;
  readonly tree: Tree;
  /** Open phases of each branch. */
  readonly open: Uint8Array;
  /** ON, PARTIAL or DARK for each service point. */
  readonly state: Uint8Array;
  readonly deadSources: Set<number>;
  /** Traces again and says which service points changed. */
  refresh(): PointChange[];
  /** Service points that would lose a phase or more if `branch` opened now. */
  countBelow(branch: number): number;
  /** Opening `branch` now would take supply from somebody, also where a ring could have fed them. */
  darkensIfOpened(branch: number): boolean;
  /** Closing `branch` now would bring supply to one of these lines. */
  feedsIfClosed(branch: number, lines: Iterable<number>): boolean;
};

export function createSupply(grid: Grid): Supply {
  const tree = createTree(grid);
  const open = new Uint8Array(grid.branchIds.length);
  grid.normallyOpen.forEach((is, branch) => {
    if (is === 1) open[branch] = grid.phases[branch]!;
  });
  const state = new Uint8Array(grid.pointIds.length).fill(DARK);
  const previous = new Uint8Array(grid.nodeIds.length);
  const deadSources = new Set<number>();
  const below = new Int32Array(grid.branchIds.length);
  let counted = false;

  function stateOf(point: number): number {
    const need = grid.pointPhases[point]!;
    const alternate = grid.pointAlternate[point]!;
    const here = tree.live[grid.pointNode[point]!]! & need;
    if (here === need || (alternate >= 0 && (tree.live[alternate]! & need) === need)) return ON;
    return here === 0 ? DARK : PARTIAL;
  }

  function refresh(): PointChange[] {
    previous.set(tree.live);
    energise(grid, open, deadSources, tree);
    counted = false;
    const changes: PointChange[] = [];
    for (let node = 0; node < previous.length; node++) {
      if (previous[node] === tree.live[node]) continue;
      for (let i = grid.firstPoint[node]!; i < grid.firstPoint[node + 1]!; i++) {
        const point = grid.points[i]!;
        const before = state[point]!;
        const after = stateOf(point);
        if (before === after) continue;
        state[point] = after;
        changes.push({ point, before, after });
      }
    }
    return changes;
  }

  function count(): void {
    below.fill(0);
    counted = true;
    for (let i = tree.visited - 1; i >= 0; i--) {
      const node = tree.order[i]!;
      const branch = tree.parent[node]!;
      if (branch < 0) continue;
      for (let p = grid.firstPoint[node]!; p < grid.firstPoint[node + 1]!; p++) {
        if (grid.pointNode[grid.points[p]!] === node) below[branch]! += 1;
      }
      const parent = grid.from[branch] === node ? grid.to[branch]! : grid.from[branch]!;
      const up = tree.parent[parent]!;
      if (up >= 0) below[up]! += below[branch]!;
    }
  }

  /** The trace as it would be with these phases of one branch open. */
  function whatIf(branch: number, phases: number): Tree {
    const other = createTree(grid);
    const positions = open.slice();
    positions[branch] = phases;
    energise(grid, positions, deadSources, other);
    return other;
  }

  function darkensIfOpened(branch: number): boolean {
    if (!counted) count();
    if (below[branch] === 0) return false;
    const without = whatIf(branch, grid.phases[branch]!);
    return grid.pointNode.some((node, point) => (tree.live[node]! & grid.pointPhases[point]! & ~without.live[node]!) !== 0);
  }

  function feedsIfClosed(branch: number, lines: Iterable<number>): boolean {
    const ends = [...lines].flatMap((line) => [grid.from[line]!, grid.to[line]!]);
    if (ends.length === 0) return false;
    const after = whatIf(branch, 0);
    return ends.some((node) => (after.live[node]! & ~tree.live[node]!) !== 0);
  }

  refresh();
  return {
    grid,
    tree,
    open,
    state,
    deadSources,
    refresh,
    countBelow(branch) {
      if (!counted) count();
      return below[branch]!;
    },
    darkensIfOpened,
    feedsIfClosed,
  };
}
