/** Checks that ids are unique and that every reference leads somewhere, and gives each id its place in the file. */

import type { NetworkFile } from '../../../shared/network.ts';
import type { FindingList } from './findings.ts';

/** Place in the file of each id, by kind. */
export type Places = {
  readonly areas: ReadonlyMap<string, number>;
  readonly substations: ReadonlyMap<string, number>;
  readonly feeders: ReadonlyMap<string, number>;
  readonly nodes: ReadonlyMap<string, number>;
  readonly branches: ReadonlyMap<string, number>;
  readonly servicePoints: ReadonlyMap<string, number>;
};

const CAPITAL = /\p{Lu}/u;

function placesOf(kind: string, things: readonly { readonly id: string }[], findings: FindingList): Map<string, number> {
  const places = new Map<string, number>();
  things.forEach(({ id }, place) => {
    if (places.has(id)) findings.add('duplicate-id', 'block', `two ${kind} have the same id; give each its own`, id);
    else places.set(id, place);
  });
  // Only ids with capitals can differ from another in case alone.
  const spelt = new Map<string, string>();
  for (const id of places.keys()) {
    if (!CAPITAL.test(id)) continue;
    const lower = id.toLowerCase();
    const similar = places.has(lower) ? lower : spelt.get(lower);
    spelt.set(lower, id);
    if (similar === undefined || similar === id) continue;
    findings.add('similar-id', 'warn', `ids of ${kind} differ only in case; check that they are two things`, `${similar}, ${id}`);
  }
  return places;
}

/** Area tree: every parent exists and no walk upwards comes back. */
function checkAreaTree(file: NetworkFile, places: Places, findings: FindingList): void {
  const areas = file.areas ?? [];
  for (const area of areas) {
    const passed = new Set<string>();
    for (let id: string | null | undefined = area.id; id != null; ) {
      if (passed.has(id)) {
        findings.add('reference', 'block', 'an area is its own parent; break the circle', area.id);
        break;
      }
      passed.add(id);
      const place = places.areas.get(id);
      id = place === undefined ? null : areas[place]?.parent;
    }
  }
}

function checkBranches(
  file: NetworkFile,
  lead: (kind: keyof Places, id: string | null | undefined, where: string) => void,
  findings: FindingList,
): void {
  for (const branch of file.branches) {
    const where = `branch ${branch.id}`;
    lead('nodes', branch.from, where);
    lead('nodes', branch.to, where);
    for (const end of branch.moreEnds ?? []) lead('nodes', end, where);
    const ends = [branch.from, branch.to, ...(branch.moreEnds ?? [])];
    if (new Set(ends).size < ends.length) findings.add('reference', 'block', 'a branch begins and ends at one node; give it two', where);
    for (const { end } of branch.cores?.flat() ?? []) {
      if (end >= ends.length)
        findings.add('reference', 'block', 'a coil lies at an end that the branch does not have', `${where}, end ${end}`);
    }
    if (branch.kind !== 'switch' || branch.switchKind) continue;
    findings.add('switch-kind-missing', 'warn', 'a switch without switchKind is read as a disconnector', branch.id);
  }
}

/** Adds a blocking finding for every id given twice and every reference that leads nowhere. */
export function checkReferences(file: NetworkFile, findings: FindingList): Places {
  const places: Places = {
    areas: placesOf('areas', file.areas ?? [], findings),
    substations: placesOf('substations', file.substations ?? [], findings),
    feeders: placesOf('feeders', file.feeders ?? [], findings),
    nodes: placesOf('nodes', file.nodes, findings),
    branches: placesOf('branches', file.branches, findings),
    servicePoints: placesOf('service points', file.servicePoints, findings),
  };
  const lead = (kind: keyof Places, id: string | null | undefined, where: string): void => {
    if (id == null || places[kind].has(id)) return;
    findings.add('reference', 'block', `something refers to one of the ${kind} that is not in the file`, `${where} → ${id}`);
  };
  for (const area of file.areas ?? []) lead('areas', area.parent, `area ${area.id}`);
  checkAreaTree(file, places, findings);
  for (const substation of file.substations ?? []) lead('areas', substation.area, `substation ${substation.id}`);
  for (const feeder of file.feeders ?? []) {
    lead('substations', feeder.substation, `feeder ${feeder.id}`);
    lead('branches', feeder.head, `feeder ${feeder.id}`);
    lead('areas', feeder.area, `feeder ${feeder.id}`);
  }
  for (const source of file.sources) {
    lead('nodes', source.node, 'source');
    lead('substations', source.substation, 'source');
  }
  checkBranches(file, lead, findings);
  for (const point of file.servicePoints) {
    const where = `service point ${point.id}`;
    lead('nodes', point.node, where);
    lead('areas', point.area, where);
    lead('feeders', point.feeder, where);
    for (const supply of point.supplies ?? []) lead('nodes', supply.node, where);
  }
  return places;
}
