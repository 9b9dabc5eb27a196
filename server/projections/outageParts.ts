/** Writes where an outage can be divided: each device below that has some of its customers but not all, the largest first (rule O18). */

import type { OutageParts } from '../../shared/records/outagePart.ts';
import { darkZoneOf } from '../domain/faults/darkZone.ts';
import type { View } from '../domain/view.ts';
import { kindOf } from './outagePlace.ts';

const LINE = 0;

/** null when there is no such outage. */
export function outagePartsOf(view: View, id: string): OutageParts | null {
  const outage = view.outage(id);
  if (!outage) return null;
  const { network, world } = view;
  const { branches, servicePoints, pointsAtNode } = network;
  const zone = outage.state === 'predicted' ? null : darkZoneOf(world.energisation, outage.device);
  const below = new Map<number, number>();
  // Nodes stand outward from the root, so that from the end each is summed before the one above it.
  for (const node of zone?.nodes.toReversed() ?? []) {
    let customers = below.get(node) ?? 0;
    for (let i = pointsAtNode.start[node]!; i < pointsAtNode.start[node + 1]!; i += 1) {
      const point = pointsAtNode.servicePoint[i]!;
      if (world.ledger.outageOf[point] === outage.slot) customers += servicePoints.customers[point]!;
    }
    below.set(node, customers);
    const above = zone?.before.get(node);
    if (above !== undefined) below.set(above, (below.get(above) ?? 0) + customers);
  }
  const items = [...(zone?.farEnd ?? [])].flatMap(([branch, far]) => {
    const customers = below.get(far) ?? 0;
    if (branches.kind[branch] === LINE || customers === 0 || customers >= outage.customersOut) return [];
    const device = branches.ids[branch]!;
    return [{ device: { id: device, kind: kindOf(view, branch), name: branches.names[branch] ?? device }, customers }];
  });
  items.sort((a, b) => b.customers - a.customers || (a.device.id < b.device.id ? -1 : 1));
  return { outage: id, customers: outage.customersOut, items };
}
