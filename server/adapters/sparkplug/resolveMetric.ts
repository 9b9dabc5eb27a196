/** Finds the birth a metric in a data message belongs to, by alias or by name. */

import type { Metric } from '../../../shared/sparkplug/payload.ts';
import type { BornMetric, Edge, Unit } from './edge.ts';

export type Unresolved = 'sp-name-missing' | 'sp-alias-unknown' | 'sp-alias-conflict' | 'sp-order';

export function resolveMetric(edge: Edge, unit: Unit, { name, alias }: Metric): BornMetric | Unresolved {
  if (alias === null) return name === null ? 'sp-name-missing' : (unit.metrics.get(name) ?? 'sp-order');
  const born = edge.aliases.get(alias);
  if (!born) return name !== null && unit.metrics.has(name) ? 'sp-alias-conflict' : 'sp-alias-unknown';
  return born.owner === unit && (name === null || name === born.name) ? born : 'sp-alias-conflict';
}
