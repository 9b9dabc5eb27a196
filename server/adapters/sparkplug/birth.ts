/** Reads a birth: which metrics a unit has from now on, of what type, and which points they mean. */

import { isMetricType } from '../../../shared/sparkplug/dataType.ts';
import type { Metric, SparkplugPayload } from '../../../shared/sparkplug/payload.ts';
import type { BornMetric, Edge, Unit } from './edge.ts';
import { isControl, mapMetric } from './pointMapping.ts';

export type BirthTable = {
  readonly metrics: Map<string, BornMetric>;
  readonly aliases: Map<number | bigint, BornMetric>;
  readonly flags: ReadonlySet<string>;
};

/** One alias for two metrics makes the whole birth unusable: every later value would be a guess. */
export type RefusedBirth = { readonly reason: 'sp-alias-duplicate'; readonly detail: string };

function bear(unit: Unit, name: string, metric: Metric, flags: Set<string>): BornMetric {
  const type = metric.datatype;
  if (type === null || !isMetricType(type)) {
    flags.add('sp-type-unknown');
    return { name, type: null, mapping: null, owner: unit, rebound: false };
  }
  const mapped = isControl(name) ? null : mapMetric(name, type, unit.device);
  if (mapped && !mapped.ok) flags.add(mapped.reason);
  return { name, type, mapping: mapped?.ok ? mapped.mapping : null, owner: unit, rebound: false };
}

/** Changes nothing yet. `taken` are the aliases that other units of the edge hold. */
export function readBirth(edge: Edge, unit: Unit, payload: SparkplugPayload, taken: Edge['aliases']): BirthTable | RefusedBirth {
  const flags = new Set<string>();
  const metrics = new Map<string, BornMetric>();
  const aliases = new Map<number | bigint, BornMetric>();
  for (const metric of payload.metrics) {
    const { name, alias } = metric;
    if (name === null) {
      flags.add('sp-name-missing');
      continue;
    }
    const born = metrics.get(name) ?? bear(unit, name, metric, flags);
    metrics.set(name, born);
    if (alias === null) continue;
    const holder = aliases.get(alias) ?? taken.get(alias);
    if (holder && holder !== born && (holder.owner !== unit || aliases.has(alias))) {
      return { reason: 'sp-alias-duplicate', detail: `alias ${alias} for ${holder.name} and ${name}` };
    }
    const former = edge.aliases.get(alias) ?? edge.formerAliases.get(alias);
    born.rebound = former !== undefined && (former.name !== name || former.owner.source !== unit.source);
    aliases.set(alias, born);
  }
  return { metrics, aliases, flags };
}

/** Takes the aliases a unit had out of the map of its edge. */
export function forgetAliases(edge: Edge, unit: Unit): void {
  for (const [alias, born] of edge.aliases) {
    if (born.owner !== unit) continue;
    edge.formerAliases.set(alias, born);
    edge.aliases.delete(alias);
  }
}

export function installBirth(edge: Edge, unit: Unit, table: BirthTable): void {
  forgetAliases(edge, unit);
  unit.metrics = table.metrics;
  unit.born = true;
  for (const [alias, born] of table.aliases) edge.aliases.set(alias, born);
}

/** Branches whose position the unit no longer reports. */
export function retiredPositions(before: ReadonlyMap<string, BornMetric>, after: ReadonlyMap<string, BornMetric>): string[] {
  const positions = (metrics: ReadonlyMap<string, BornMetric>): string[] =>
    [...metrics.values()].flatMap(({ mapping }) => (mapping?.kind === 'position' ? [mapping.id] : []));
  const kept = new Set(positions(after));
  return positions(before).filter((id) => !kept.has(id));
}
