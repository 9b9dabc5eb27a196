/** Gives hospitals a second supply from another feeder where one passes near. */

import type { Customers } from './customers.ts';
import { metres } from './projection.ts';
import type { Grown, Transformer } from './transformers.ts';

export type SecondSupply = {
  readonly point: number;
  /** Street node of the other feeder where its transformer stands. */
  readonly node: number;
};

export type SecondSupplyRules = { readonly withinM: number };

/** Another substation is preferred to another feeder of the same one when it is not this many times as far. */
const OTHER_SUBSTATION = 2;

export function secondSupplies(
  { graph, forest, feeders }: Grown,
  customers: Customers,
  transformers: readonly Transformer[],
  phases: readonly string[],
  rules: SecondSupplyRules,
): SecondSupply[] {
  const reachable = new Uint8Array(graph.count);
  for (const transformer of transformers) reachable[transformer.node] = 1;
  for (let i = forest.order.length - 1; i >= 0; i--) {
    const node = forest.order[i]!;
    const parent = forest.parent[node]!;
    if (reachable[node] && parent >= 0 && feeders.ofNode[parent] === feeders.ofNode[node]) reachable[parent] = 1;
  }

  const found: SecondSupply[] = [];
  customers.key.forEach((key, point) => {
    if (key !== 'hospital') return;
    const home = feeders.ofNode[customers.node[point]!]!;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let node = 0; node < graph.count; node++) {
      const feeder = feeders.ofNode[node]!;
      if (!reachable[node] || feeder < 0 || feeder === home || phases[node] !== 'ABC') continue;
      const away = metres(Math.hypot(graph.x[node]! - customers.x[point]!, graph.y[node]! - customers.y[point]!));
      const cost = away * (feeders.site[feeder] === feeders.site[home] ? OTHER_SUBSTATION : 1);
      if (away <= rules.withinM && cost < least) {
        best = node;
        least = cost;
      }
    }
    if (best >= 0) found.push({ point, node: best });
  });
  return found;
}
