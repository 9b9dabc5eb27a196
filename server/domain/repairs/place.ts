/** Where a job is: device, service point, home area and its class, and how far somebody is from it (rules N3, R8, R16). */

import type { AreaClass } from '../../../shared/network.ts';
import { BRANCH_KINDS, type Network, NONE, SWITCH_KINDS } from '../network/network.ts';
import type { Outage } from '../outages/outage.ts';

export type Place = {
  readonly device: number;
  readonly point: number;
  readonly area: number;
  readonly areaClass: AreaClass;
  readonly lon: number | null;
  readonly lat: number | null;
};

type Position = { readonly lon: number | null; readonly lat: number | null };

const located = (lon: number | undefined, lat: number | undefined): Position =>
  lon !== undefined && lat !== undefined && Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : { lon: null, lat: null };

function positionOf({ branches, nodes }: Network, branch: number): Position {
  const [a, b] = [branches.from[branch] ?? NONE, branches.to[branch] ?? NONE];
  return located(
    ((nodes.lon[a] ?? Number.NaN) + (nodes.lon[b] ?? Number.NaN)) / 2,
    ((nodes.lat[a] ?? Number.NaN) + (nodes.lat[b] ?? Number.NaN)) / 2,
  );
}

const classOf = ({ areas }: Network, area: number): AreaClass => areas[area]?.class ?? 'urban';

export function placeOfBranch(network: Network, branch: number, area = NONE): Place {
  const feeder = network.feeders[network.branches.feeder[branch] ?? NONE];
  const home =
    area !== NONE ? area : feeder && feeder.area !== NONE ? feeder.area : (network.substations[feeder?.substation ?? NONE]?.area ?? NONE);
  return { device: branch, point: NONE, area: home, areaClass: classOf(network, home), ...positionOf(network, branch) };
}

export function placeOfPoint(network: Network, point: number): Place {
  const { servicePoints } = network;
  const area = servicePoints.area[point] ?? NONE;
  const position = located(servicePoints.lon[point], servicePoints.lat[point]);
  return { device: NONE, point, area, areaClass: classOf(network, area), ...position };
}

export function placeOfArea(network: Network, area: number, position: Position): Place {
  return { device: NONE, point: NONE, area, areaClass: classOf(network, area), ...position };
}

/** The area with most of its customers is its home, the first by number among equals (rule V4). */
export function placeOfOutage(network: Network, outage: Outage): Place {
  const point = outage.prediction?.level === 'service' ? outage.prediction.point : NONE;
  if (point !== NONE) return { ...placeOfPoint(network, point), device: outage.device };
  let home = NONE;
  let most = -1;
  for (const [area, customers] of [...outage.areas].sort(([a], [b]) => a - b)) {
    if (customers <= most) continue;
    home = area;
    most = customers;
  }
  return placeOfBranch(network, outage.device, home);
}

export function kindOfBranch({ branches }: Network, branch: number): string {
  return SWITCH_KINDS[branches.switchKind[branch] ?? 0] ?? BRANCH_KINDS[branches.kind[branch] ?? 0] ?? 'line';
}

/** What hands need to know there. */
export function skillsFor(network: Network, branch: number): readonly string[] {
  if (branch === NONE) return ['line'];
  switch (kindOfBranch(network, branch)) {
    case 'transformer':
      return ['transformer'];
    case 'line':
    case 'fuse':
      return ['line'];
    default:
      return ['switching'];
  }
}

const RADIANS = Math.PI / 180;
const EARTH_M = 6_371_000;

/** Metres along the great circle, null where one of them has no place. */
export function metresBetween(a: Position, b: Position): number | null {
  if (a.lon === null || a.lat === null || b.lon === null || b.lat === null) return null;
  const [x, y] = [(b.lon - a.lon) * RADIANS * Math.cos(((a.lat + b.lat) / 2) * RADIANS), (b.lat - a.lat) * RADIANS];
  return Math.sqrt(x * x + y * y) * EARTH_M;
}
