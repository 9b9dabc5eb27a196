/** What a branch feeds now, or the way its supply comes: for the halo on the map (rules N14, N22). */

import type { LiveEnergisation } from './liveEnergisation.ts';

export type TracedPath = { readonly branches: readonly string[]; readonly servicePoints: number; readonly customers: number };

/** Down: what loses supply if this branch opens; nothing inside a closed ring (rule N15). */
function traceDown(energisation: LiveEnergisation, branch: number): TracedPath {
  const { network } = energisation;
  const { adjacency, branches } = network;
  const loss = energisation.lossIfOpened(branch);
  const found = new Set<number>();
  for (const node of loss.nodes)
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) found.add(adjacency.branch[i]!);
  found.delete(branch);
  return { branches: [...found].map((index) => branches.ids[index]!), servicePoints: loss.servicePoints.length, customers: loss.customers };
}

/** Up: the shortest live way to a source. */
function traceUp(energisation: LiveEnergisation, branch: number): TracedPath {
  const { network, live, positions } = energisation;
  const { adjacency, branches, sources } = network;
  const ends = new Set(sources.map(({ node }) => node));
  const cameBy = new Map<number, number>();
  const queue = [branches.from[branch]!, branches.to[branch]!].filter((node) => live[node]);
  const starts = new Set(queue);
  const seen = new Set(queue);
  const path: string[] = [];
  for (const node of queue) {
    if (ends.has(node)) {
      for (let at = node; !starts.has(at); ) {
        const by = cameBy.get(at)!;
        path.push(branches.ids[by]!);
        at = branches.from[by] === at ? branches.to[by]! : branches.from[by]!;
      }
      break;
    }
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const crossed = adjacency.branch[i]!;
      const far = adjacency.neighbour[i]!;
      const openAll = (branches.phases[crossed]! & ~positions.open[crossed]!) === 0;
      if (seen.has(far) || openAll || crossed === branch || !live[far]) continue;
      seen.add(far);
      cameBy.set(far, crossed);
      queue.push(far);
    }
  }
  return { branches: path, servicePoints: 0, customers: 0 };
}

export const tracePath = (energisation: LiveEnergisation, branch: number, direction: 'up' | 'down'): TracedPath =>
  direction === 'down' ? traceDown(energisation, branch) : traceUp(energisation, branch);
