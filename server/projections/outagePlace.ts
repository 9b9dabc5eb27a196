/** Where an outage is and why it was concluded: device or service point, and the reasons of a prediction. */

import type { Explanation, OutageRecord } from '../../shared/records/outage.ts';
import { BRANCH_KINDS, NONE, SWITCH_KINDS } from '../domain/network/network.ts';
import type { Outage } from '../domain/outages/outage.ts';
import type { View } from '../domain/view.ts';

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

const servicePointOf = (outage: Outage): number => (outage.prediction?.level === 'service' ? outage.prediction.point : NONE);

/** The device, or the service point of an outage that concerns just one (rule O1). */
export function placeOf(view: View, outage: Outage): OutageRecord['device'] {
  const { servicePoints, branches } = view.network;
  const point = servicePointOf(outage);
  if (point !== NONE) {
    const id = servicePoints.ids[point]!;
    return { id, kind: 'service-point', name: servicePoints.addresses[point] ?? id };
  }
  const id = branches.ids[outage.device]!;
  return { id, kind: kindOf(view, outage.device), name: branches.names[outage.device] ?? id };
}

export function pointPositionOf(view: View, outage: Outage): { readonly lon: number | null; readonly lat: number | null } {
  const point = servicePointOf(outage);
  if (point === NONE) return positionOf(view, outage.device);
  const [lon, lat] = [view.network.servicePoints.lon[point]!, view.network.servicePoints.lat[point]!];
  return Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : positionOf(view, outage.device);
}

/** Rule P15: for, against, the devices next to it, and why not one higher. */
export function explanationOf(view: View, outage: Outage): Explanation | null {
  const explanation = outage.prediction?.explanation;
  if (!explanation) return null;
  const name = (device: number): string => view.network.branches.ids[view.forecast.overlay.tree.branch[device]!] ?? '';
  return {
    for: explanation.for.map(({ code, values }) => ({ code, values: { ...values } })),
    against: explanation.against.map(({ code, values }) => ({ code, values: { ...values } })),
    alternatives: explanation.alternatives.map(({ device, ...rest }) => ({ device: name(device), ...rest })),
    whyNotUpstream: explanation.whyNotUpstream && { ...explanation.whyNotUpstream, device: name(explanation.whyNotUpstream.device) },
  };
}
