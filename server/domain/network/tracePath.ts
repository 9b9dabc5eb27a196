/** What a branch feeds now, or the way its supply comes: for the halo on the map (rules N14, N22). */

import { fedEnd, feedPath } from './feedPath.ts';
import type { LiveEnergisation } from './liveEnergisation.ts';
import { NONE } from './network.ts';

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

/** Up: the way supply comes now, from the branch to its source. */
function traceUp(energisation: LiveEnergisation, branch: number): TracedPath {
  const { network, live } = energisation;
  const { from, to, ids } = network.branches;
  const fed = fedEnd(energisation, branch);
  const start = fed !== NONE ? fed : live[from[branch]!] ? from[branch]! : to[branch]!;
  const path = feedPath(energisation, start).filter((each) => each !== branch);
  return { branches: path.map((each) => ids[each]!), servicePoints: 0, customers: 0 };
}

export const tracePath = (energisation: LiveEnergisation, branch: number, direction: 'up' | 'down'): TracedPath =>
  direction === 'down' ? traceDown(energisation, branch) : traceUp(energisation, branch);
