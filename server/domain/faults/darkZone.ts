/** What lies dark below an open device, as the tree that supply would take (rule F2). */

import type { LiveEnergisation } from '../network/liveEnergisation.ts';
import { SWITCH_KINDS } from '../network/network.ts';

export type DarkZone = {
  readonly device: number;
  /** Dark end of the device. */
  readonly root: number;
  /** Nodes outward from the root. */
  readonly nodes: readonly number[];
  /** Branch through which supply would reach a node, for all but the root. */
  readonly feeding: ReadonlyMap<number, number>;
  /** Node before it on the way from the root. */
  readonly before: ReadonlyMap<number, number>;
  /** Far node of each branch of the tree. */
  readonly farEnd: ReadonlyMap<number, number>;
};

const PROTECTIVE = new Set(['fuse', 'recloser', 'breaker', 'sectionaliser']);
const OPERABLE = new Set(['disconnector', 'load-break', 'sectionaliser', 'breaker', 'recloser', 'tie']);
const kindOf = ({ network }: LiveEnergisation, branch: number): string => SWITCH_KINDS[network.branches.switchKind[branch] ?? 0] ?? '';

/** Protection of its own clears what lies beyond: fuses and the like, and the fuses of transformers. */
export const clearsBeyond = (live: LiveEnergisation, branch: number): boolean =>
  live.network.branches.kind[branch] === 2 || PROTECTIVE.has(kindOf(live, branch));

/** Of a kind that people switch. */
export const isSwitchable = (live: LiveEnergisation, branch: number): boolean => OPERABLE.has(kindOf(live, branch));

export const isClosed = ({ network, positions }: LiveEnergisation, branch: number): boolean =>
  ((positions.open[branch]! | positions.unknown[branch]!) & network.branches.phases[branch]!) === 0;

/** null when the device has not one live and one dark end: nothing is below it, or its own supply is gone. */
export function darkZoneOf(live: LiveEnergisation, device: number): DarkZone | null {
  const { from, to } = live.network.branches;
  const { adjacency } = live.network;
  const [a, b] = [from[device]!, to[device]!];
  if ((live.live[a] === 0) === (live.live[b] === 0) || isClosed(live, device)) return null;
  const root = live.live[a] === 0 ? a : b;
  const nodes = [root];
  const feeding = new Map<number, number>();
  const before = new Map<number, number>();
  const farEnd = new Map<number, number>();
  const seen = new Set(nodes);
  for (let place = 0; place < nodes.length; place += 1) {
    const node = nodes[place]!;
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const [branch, next] = [adjacency.branch[i]!, adjacency.neighbour[i]!];
      if (branch === device || seen.has(next) || live.live[next] !== 0 || !isClosed(live, branch)) continue;
      seen.add(next);
      nodes.push(next);
      feeding.set(next, branch);
      before.set(next, node);
      farEnd.set(branch, next);
    }
  }
  return { device, root, nodes, feeding, before, farEnd };
}
