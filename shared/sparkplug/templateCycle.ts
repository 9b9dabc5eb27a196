/** Finds template definitions that contain themselves, directly or through one another. */

import type { Metric, Template } from './payload.ts';

function collectReferences(template: Template, into: Set<string>): void {
  for (const metric of template.metrics) {
    if (metric.value?.field !== 'template') continue;
    if (metric.value.value.reference !== null) into.add(metric.value.value.reference);
    collectReferences(metric.value.value, into);
  }
}

/** Names of the definitions that lead back to themselves; depth is bounded by the decoder, so recursion is safe. */
export function selfReferring(metrics: readonly Metric[]): ReadonlySet<string> {
  const references = new Map<string, ReadonlySet<string>>();
  for (const { name, value } of metrics) {
    if (name === null || value?.field !== 'template' || !value.value.isDefinition) continue;
    const found = new Set<string>();
    collectReferences(value.value, found);
    references.set(name, found);
  }
  const inCycle = new Set<string>();
  for (const start of references.keys()) {
    const reached = new Set<string>();
    const open = [start];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const next of references.get(name) ?? []) {
        if (reached.has(next)) continue;
        reached.add(next);
        open.push(next);
      }
    }
    if (reached.has(start)) inCycle.add(start);
  }
  return inCycle;
}
