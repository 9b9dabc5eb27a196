/** Where complaints pile up: by feeder, class and local month, for each thousand customers (rule C14). */

import type { ComplaintClass } from '../../../shared/records/complaint.ts';
import { NONE } from '../network/network.ts';
import type { LiveView } from '../view.ts';
import type { ServiceView } from './desk.ts';

export type HotSpot = {
  readonly feeder: number;
  readonly class: ComplaintClass;
  readonly month: string;
  readonly complaints: readonly string[];
  readonly customers: number;
  readonly perThousand: number;
};

/** Newest month first, then the densest. */
export function hotSpots(view: LiveView, { complaints, days, settings }: ServiceView): HotSpot[] {
  const groups = new Map<string, { feeder: number; class: ComplaintClass; month: string; complaints: string[] }>();
  for (const { id, class: kind, point, openedAt } of complaints.all()) {
    const feeder = point === NONE ? NONE : view.network.servicePoints.feeder[point]!;
    if (feeder === NONE) continue;
    const month = days.dayOf(openedAt).slice(0, 7);
    const key = `${feeder} ${kind} ${month}`;
    const group = groups.get(key) ?? { feeder, class: kind, month, complaints: [] };
    groups.set(key, group);
    group.complaints.push(id);
  }
  const spots: HotSpot[] = [];
  for (const group of groups.values()) {
    if (group.complaints.length < settings.hotSpotMin) continue;
    const customers = view.world.ledger.tally.feeders.total[group.feeder]!;
    spots.push({ ...group, customers, perThousand: customers === 0 ? 0 : (1000 * group.complaints.length) / customers });
  }
  return spots.sort((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : b.perThousand - a.perThousand));
}
