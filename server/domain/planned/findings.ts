/** What speaks against a planned outage, each finding with its rule (rules L3 to L6, K10). */

import type { PlanFinding } from '../../../shared/records/planned.ts';
import { isOpen } from '../outages/outage.ts';
import { readPoints } from '../outages/pointRanges.ts';
import type { LiveView } from '../view.ts';
import { isAhead, isStanding, type Plan } from './plan.ts';
import type { PlannedSettings } from './settings.ts';

/** An interruption of the past: when it began, and who was dark. */
export type Past = { readonly at: number; readonly points: string };

export type FindingsOptions = {
  readonly view: LiveView;
  readonly plan: Plan;
  readonly others: Iterable<Plan>;
  readonly past: readonly Past[];
  readonly settings: PlannedSettings;
  readonly now: number;
};

export const leadOf = ({ kind }: Pick<Plan, 'kind'>, settings: PlannedSettings): number =>
  kind === 'temporary' ? settings.temporaryLeadMs : settings.plannedLeadMs;

export function findingsOf({ view, plan, others, past, settings, now }: FindingsOptions): PlanFinding[] {
  const { network, register, world } = view;
  const { customers, supplyStart } = network.servicePoints;
  const { points, start, end } = plan;
  const inside = new Uint8Array(network.servicePoints.count);
  for (const point of points) inside[point] = 1;
  const sum = (some: Iterable<number>): number => {
    let total = 0;
    for (const point of some) total += customers[point]!;
    return total;
  };
  const all = sum(points);
  const found: PlanFinding[] = [];
  const add = (
    code: PlanFinding['code'],
    rule: string,
    severity: PlanFinding['severity'],
    count: number,
    other: string | null = null,
  ): void => {
    found.push({ code, rule, severity, customers: count, with: other });
  };

  if (start - now < leadOf(plan, settings)) add('late-notice', 'L3', 'signed', all);
  if (end - start > settings.planMaxMs) add('too-long', 'L6', 'signed', all);

  for (const other of others) {
    if (other.id === plan.id || !(isAhead(other) || isStanding(other))) continue;
    const shared = other.points.filter((point) => inside[point] === 1);
    const overlap = start < other.end && other.start < end;
    const near = start < other.end + settings.planGapMs && other.start < end + settings.planGapMs;
    if (shared.length > 0 && overlap) add('overlaps', 'L4', 'refused', sum(shared), other.id);
    else if (shared.length > 0 && near) add('too-soon-again', 'L4', 'signed', sum(shared), other.id);
    const ties = new Set(other.close);
    if (overlap && [...plan.open, ...plan.close].some((branch) => ties.has(branch))) add('tie-in-use', 'L4', 'refused', 0, other.id);
  }

  const recent = new Uint8Array(network.servicePoints.count);
  const month = new Uint8Array(network.servicePoints.count);
  for (const { at, points: dark } of past) {
    if (at < start - settings.repeatBlockMs) continue;
    for (const point of readPoints(dark)) {
      recent[point]! += 1;
      if (at >= start - settings.repeatWarnMs) month[point]! += 1;
    }
  }
  const third = points.filter((point) => recent[point]! >= 2);
  const second = points.filter((point) => month[point]! >= 1 && recent[point]! < 2);
  if (third.length > 0) add('third-in-sixty-days', 'L5', 'refused', sum(third));
  if (second.length > 0) add('second-in-thirty-days', 'L5', 'told', sum(second));

  const dual = points.filter((point) => supplyStart[point + 1]! > supplyStart[point]!);
  if (dual.length > 0) add('both-supplies', 'L4', 'refused', sum(dual));
  const named = [...new Set([...(register?.keyCustomers ?? []), ...(register?.lifeSupportCustomers ?? [])])].filter(
    (customer) => inside[register?.servicePoint[customer] ?? -1] === 1,
  );
  if (named.length > 0) add('key-customer', 'K10', 'signed', named.length, register?.id(named[0]!) ?? null);
  for (const outage of view.openOutages()) {
    if (!isOpen(outage) || start - now > settings.reminderMs) continue;
    const shared = points.filter((point) => world.ledger.outageOf[point] === outage.slot);
    if (shared.length > 0) add('open-outage', 'L4', 'signed', sum(shared), outage.id);
  }
  return found;
}
