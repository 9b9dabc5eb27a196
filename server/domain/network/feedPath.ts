/** Follows supply through the current state: from a node up to its source, and from a branch down to what stands on it (rules N14, N17). */

import { type Layer, SOURCE } from './layer.ts';
import type { LiveEnergisation } from './liveEnergisation.ts';
import { type Network, NONE } from './network.ts';
import { firstPhase } from './phases.ts';

export type Supporter = { readonly branch: number; readonly node: number; readonly phase: number };

/** What makes a node live on a phase: the branch it comes through, and the node and phase before it; null at sources and where it is dark. */
export function supporterOf(network: Network, layer: Layer, node: number, phase: number): Supporter | null {
  const by = layer.support[3 * node + phase]!;
  if (by === NONE || by === SOURCE) return null;
  const { from, to } = network.branches;
  if (by >= 0) return { branch: by, node: from[by] === node ? to[by]! : from[by]!, phase };
  const { transfers } = network;
  const rule = -3 - by;
  return { branch: transfers.branch[rule]!, node: transfers.fromNode[rule]!, phase: firstPhase(transfers.need[rule]!) };
}

/** Branches from a node up to its source, nearest first, on its lowest certainly live phase or the one given; empty at a source or where dark. */
export function feedPath({ network, certain, live }: LiveEnergisation, node: number, phase: number = firstPhase(live[node]!)): number[] {
  const path: number[] = [];
  let at = phase < 0 ? null : supporterOf(network, certain, node, phase);
  while (at) {
    path.push(at.branch);
    at = supporterOf(network, certain, at.node, at.phase);
  }
  return path;
}

/** The nearest branch of the kind asked for on the way up, NONE when there is none. */
export function nextUp(live: LiveEnergisation, node: number, wanted: (branch: number) => boolean): number {
  return feedPath(live, node).find(wanted) ?? NONE;
}

/** The end of a branch that supply reaches through it; NONE when none does, as at an open branch or in a ring. */
export function fedEnd({ network, certain }: LiveEnergisation, branch: number): number {
  const { from, to } = network.branches;
  for (const node of [to[branch]!, from[branch]!]) {
    for (let phase = 0; phase < 3; phase += 1) {
      if (supporterOf(network, certain, node, phase)?.branch === branch) return node;
    }
  }
  return NONE;
}
