/** Which records belong to the areas a viewer asked for. */

import type { RecordKind, RecordOf } from '../shared/records/record.ts';

export type Places = {
  /** An area with everything below it. */
  subtree(area: string): readonly string[];
  areaOfFeeder(feeder: string): string | null;
};

export type Scope = { readonly [K in RecordKind]: (record: RecordOf<K>) => boolean };

const all = (): boolean => true;
const EVERYTHING: Scope = {
  outage: all,
  device: all,
  feeder: all,
  area: all,
  source: all,
  report: all,
  job: all,
  crew: all,
  notification: all,
  planned: all,
  keyCustomer: all,
  service: all,
  summary: all,
};

/** `null` areas = everything. An outage belongs to each area that has customers in it. */
export function createScope(areas: readonly string[] | null, places: Places): Scope {
  if (areas === null) return EVERYTHING;
  const inside = new Set(areas.flatMap((area) => places.subtree(area)));
  const feederInside = (feeder: string | null): boolean => {
    const area = feeder === null ? null : places.areaOfFeeder(feeder);
    return area !== null && inside.has(area);
  };
  return {
    ...EVERYTHING,
    outage: (record) => record.areas.some((area) => inside.has(area.id)) || feederInside(record.feeder),
    device: (record) => feederInside(record.feeder),
    feeder: (record) => record.area !== null && inside.has(record.area),
    area: (record) => inside.has(record.id),
    job: (record) => record.area === null || inside.has(record.area),
    notification: (record) => record.areas.some((area) => inside.has(area)),
    planned: (record) => record.areas.some((area) => inside.has(area)),
    keyCustomer: (record) => record.area !== null && inside.has(record.area),
    crew: (record) => record.area === null || inside.has(record.area),
    report: (record) => record.area === null || inside.has(record.area),
  };
}
