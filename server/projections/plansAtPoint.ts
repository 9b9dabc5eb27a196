/** Planned work that takes supply from one service point, now or within thirty days, and when its people were told (rules C3, L3). */

import { NONE } from '../domain/network/network.ts';
import { isStanding } from '../domain/planned/plan.ts';
import type { View } from '../domain/view.ts';

export type PlanAtPoint = {
  readonly id: string;
  readonly line: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly inForce: boolean;
  /** First message that left, null = not told. */
  readonly toldAt: number | null;
};

const AHEAD_MS = 30 * 86_400_000;

/** Earliest first. */
export function plansAtPoint({ network, desks }: View, point: number, now: number): PlanAtPoint[] {
  const feeder = network.servicePoints.feeder[point]!;
  const line = feeder === NONE ? network.name : network.feeders[feeder]!.name || network.feeders[feeder]!.id;
  const found: PlanAtPoint[] = [];
  for (const plan of desks.planned.plans()) {
    if (!isStanding(plan) || plan.start > now + AHEAD_MS || !plan.points.includes(point)) continue;
    const told = desks.notices.toldAt(plan.id, point).flatMap(({ at }) => at ?? []);
    found.push({
      id: plan.id,
      line,
      startsAt: plan.start,
      endsAt: plan.end,
      inForce: plan.state === 'in-force',
      toldAt: told.length === 0 ? null : Math.min(...told),
    });
  }
  return found.sort((a, b) => a.startsAt - b.startsAt);
}
