/** Where an outage is and why it was concluded: device or service point, and the reasons of a prediction. */

import type { Explanation, OutageRecord } from '../../shared/records/outage.ts';
import { BRANCH_KINDS, NONE, SWITCH_KINDS } from '../domain/network/network.ts';
import type { Outage } from '../domain/outages/outage.ts';
import type { View } from '../domain/view.ts';

/** Rule F3, with room for what last gasps and calls tell of the start. */
const INDICATOR_MATCH_MS = 60_000;

/** Where a branch is drawn as a point: the middle of its ends. */
export function positionOf({ network }: View, branch: number): { readonly lon: number | null; readonly lat: number | null } {
  const { nodes, branches } = network;
  const [a, b] = [branches.from[branch] ?? NONE, branches.to[branch] ?? NONE];
  const lon = ((nodes.lon[a] ?? Number.NaN) + (nodes.lon[b] ?? Number.NaN)) / 2;
  const lat = ((nodes.lat[a] ?? Number.NaN) + (nodes.lat[b] ?? Number.NaN)) / 2;
  return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : { lon: null, lat: null };
}

/** What kind of thing a branch is, as people say it: its kind of switch, else line or transformer. */
export const kindOf = ({ network }: View, branch: number): string =>
  SWITCH_KINDS[network.branches.switchKind[branch] ?? 0] ?? BRANCH_KINDS[network.branches.kind[branch] ?? 0] ?? 'line';

/** The service point of an outage that concerns just one, also when it has ended; NONE for a device. */
function servicePointOf({ world }: View, { prediction, level, slot, steps }: Outage): number {
  if (level === 'service') return world.ledger.pointsOf(slot)[0] ?? steps.at(-1)?.servicePoints[0] ?? NONE;
  return level === undefined && prediction?.level === 'service' ? prediction.point : NONE;
}

/** The device, or the service point of an outage that concerns just one (rule O1). */
export function placeOf(view: View, outage: Outage): OutageRecord['device'] {
  const { servicePoints, branches } = view.network;
  const point = servicePointOf(view, outage);
  if (point !== NONE) {
    const id = servicePoints.ids[point]!;
    return { id, kind: 'service-point', name: servicePoints.addresses[point] ?? id };
  }
  const id = branches.ids[outage.device]!;
  return { id, kind: kindOf(view, outage.device), name: branches.names[outage.device] ?? id };
}

type Position = { readonly lon: number | null; readonly lat: number | null };

function positionOfPoint({ network }: View, point: number): Position {
  const [lon, lat] = [network.servicePoints.lon[point]!, network.servicePoints.lat[point]!];
  return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : { lon: null, lat: null };
}

export function pointPositionOf(view: View, outage: Outage): Position {
  const point = servicePointOf(view, outage);
  const own = point === NONE ? null : positionOfPoint(view, point);
  return own === null || own.lon === null ? positionOf(view, outage.device) : own;
}

/** Of a service point or a branch by its id; nulls for anything else. */
export function positionOfId(view: View, id: string): Position {
  const point = view.network.servicePointIndex.get(id);
  if (point !== undefined) return positionOfPoint(view, point);
  const branch = view.network.branchIndex.get(id);
  return branch === undefined ? { lon: null, lat: null } : positionOf(view, branch);
}

/** Rule P14: the larger device that newer evidence points at, while a settled prediction stays what it is. */
export function proposalOf({ forecast, network }: View, { state, prediction, device }: Outage): OutageRecord['proposal'] {
  if (state !== 'predicted' || !prediction) return null;
  const { tree, proposals } = forecast.overlay;
  const to = proposals.of(tree.branch.indexOf(device));
  if (to === null) return null;
  const branch = tree.branch[to]!;
  return { kind: 'move-up', device: network.branches.ids[branch]!, name: network.branches.names[branch] ?? network.branches.ids[branch]! };
}

/** Rules F2, F3: what the fault indicator on the device saw when the outage began. */
function indicatorReason(
  { indicators, network }: View,
  { device, startedAt }: Outage,
): { readonly saw: boolean; readonly branch: string } | null {
  const saw = indicators.saw(device, startedAt, INDICATOR_MATCH_MS);
  return saw === 'unknown' ? null : { saw: saw === 'fault', branch: network.branches.ids[device]! };
}

/** Rule P15: for, against, the devices next to it, and why not one higher. */
export function explanationOf(view: View, outage: Outage): Explanation | null {
  const explanation = outage.prediction?.explanation;
  if (!explanation) return null;
  const { ids, names } = view.network.branches;
  const called = (device: number): { readonly device: string; readonly name: string } => {
    const branch = view.forecast.overlay.tree.branch[device]!;
    return { device: ids[branch] ?? '', name: names[branch] ?? ids[branch] ?? '' };
  };
  const indicator = indicatorReason(view, outage);
  const ofIndicator = indicator
    ? [{ code: indicator.saw ? 'fault-indicator' : 'indicator-quiet', values: { branch: indicator.branch } }]
    : [];
  const told = (list: typeof explanation.for) => list.map(({ code, values }) => ({ code, values: { ...values } }));
  return {
    for: [...told(explanation.for), ...(indicator?.saw ? ofIndicator : [])],
    against: [...told(explanation.against), ...(indicator && !indicator.saw ? ofIndicator : [])],
    alternatives: explanation.alternatives.map(({ device, ...rest }) => ({ ...rest, ...called(device) })),
    whyNotUpstream: explanation.whyNotUpstream && { ...explanation.whyNotUpstream, ...called(explanation.whyNotUpstream.device) },
  };
}
