/** Gives each lateral its phases: three where many hang on it, else the one that is lightest on that feeder. */

import type { Customers } from './customers.ts';
import type { Grown, Transformer } from './transformers.ts';

export type PhaseRules = {
  /** Laterals with more customers than this have three phases. */
  readonly singlePhaseMost: number;
};

/** Phases of each street node and its way to the parent: "ABC" or one letter. */
export function givePhases(
  { forest, feeders, trunks }: Grown,
  customers: Customers,
  transformers: readonly Transformer[],
  rules: PhaseRules,
): string[] {
  const needsThree = new Uint8Array(forest.parent.length);
  for (const transformer of transformers) {
    if (transformer.points.some((point) => customers.threePhase[point])) needsThree[transformer.node] = 1;
  }
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    if (needsThree[node] && forest.parent[node]! >= 0) needsThree[forest.parent[node]!] = 1;
  }

  const singles = [...trunks.devices]
    .filter(([node, device]) => device.kind === 'fuse' && !needsThree[node] && feeders.below[node]! <= rules.singlePhaseMost)
    .map(([node]) => node)
    .sort((a, b) => feeders.below[b]! - feeders.below[a]! || a - b);
  const loads = Array.from({ length: feeders.count }, () => new Float64Array(3));
  const single = new Map<number, string>();
  for (const node of singles) {
    const load = loads[feeders.ofNode[node]!];
    if (!load) continue;
    const lightest = load.indexOf(Math.min(...load));
    load[lightest]! += feeders.below[node]!;
    single.set(node, 'ABC'.charAt(lightest));
  }

  const phases: string[] = new Array(forest.parent.length).fill('ABC');
  for (const node of forest.order) {
    const parent = forest.parent[node]!;
    const inherited = parent >= 0 && feeders.ofNode[parent] === feeders.ofNode[node] ? phases[parent] : undefined;
    phases[node] = single.get(node) ?? inherited ?? 'ABC';
  }
  return phases;
}
