/** Protects what leaves the backbone: fuses on laterals, a recloser where many hang on one. */

import type { Feeders } from './feeders.ts';
import type { Forest } from './regions.ts';
import type { StreetGraph } from './streetGraph.ts';
import { childrenInFeeder, type Trunks } from './trunks.ts';

export type LateralRules = {
  /** More customers than this on one lateral get a recloser with fuses behind it. */
  readonly fuseMost: number;
  readonly branchFuseLeast: number;
  readonly branchFuseMost: number;
  /** Fewer customers than this, all near, are supplied at low voltage and need no lateral. */
  readonly lowVoltageMost: number;
  readonly lowVoltageReachM: number;
};

/** Adds the lateral devices to those of the trunks. */
export function fuseLaterals(graph: StreetGraph, forest: Forest, feeders: Feeders, trunks: Trunks, rules: LateralRules): void {
  const { start, members } = childrenInFeeder(forest, feeders);
  const reach = reachBelow(graph, forest, feeders);
  const near = (node: number, most: number): boolean =>
    feeders.below[node]! < most && reach[node]! + graph.pieces.lengthM[forest.parentPiece[node]!]! <= rules.lowVoltageReachM;

  const protect = (node: number): void => {
    if (feeders.below[node] === 0 || near(node, rules.lowVoltageMost)) return;
    if (feeders.below[node]! <= rules.fuseMost) {
      trunks.devices.set(node, { kind: 'fuse', telemetered: false });
      return;
    }
    trunks.devices.set(node, { kind: 'recloser', telemetered: false });
    const waiting = [node];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const child of members.subarray(start[at]!, start[at + 1]!)) {
        if (feeders.below[child]! > rules.branchFuseMost) waiting.push(child);
        else if (feeders.below[child]! > 0 && !near(child, rules.branchFuseLeast)) {
          trunks.devices.set(child, { kind: 'fuse', telemetered: false });
        }
      }
    }
  };

  for (const node of forest.order) {
    if (!trunks.on[node] || feeders.ofNode[node]! < 0) continue;
    for (const child of members.subarray(start[node]!, start[node + 1]!)) if (!trunks.on[child]) protect(child);
  }
}

/** Metres from a node down to its furthest customer. */
function reachBelow(graph: StreetGraph, forest: Forest, feeders: Feeders): Float64Array {
  const reach = new Float64Array(graph.count);
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    const parent = forest.parent[node]!;
    if (parent < 0 || feeders.below[node] === 0 || feeders.ofNode[parent] !== feeders.ofNode[node]) continue;
    reach[parent] = Math.max(reach[parent]!, reach[node]! + graph.pieces.lengthM[forest.parentPiece[node]!]!);
  }
  return reach;
}
