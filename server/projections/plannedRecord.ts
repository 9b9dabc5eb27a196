/** Writes a planned outage as screens and the API see it, with who was told in time (rules L3, V2). */

import type { PlannedRecord } from '../../shared/records/planned.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { PART } from '../domain/notifications/cells.ts';
import { noticeDueAt } from '../domain/planned/desk.ts';
import type { Plan } from '../domain/planned/plan.ts';
import type { View } from '../domain/view.ts';

const COVERED: ReadonlySet<number> = new Set([PART.delivered, PART.acknowledged, PART.manualDone]);

/** Told in time, told late, not reached; together everybody affected. */
function complianceOf({ desks }: View, plan: Plan, customers: number): PlannedRecord['compliance'] {
  const of = desks.notices.casesOf(plan.id);
  const column = of?.columns.get(plan.kind);
  let [inTime, late] = [0, 0];
  if (of && column) {
    const dueAt = noticeDueAt(plan, desks.planned.settings) / 1000;
    for (let entry = 0; entry < of.size; entry += 1) {
      if (!COVERED.has(column.part[entry]!)) continue;
      const weight = desks.notices.weightOf(of, entry);
      if (column.at[entry]! <= dueAt) inTime += weight;
      else late += weight;
    }
  }
  return { inTime, late, notReached: Math.max(0, customers - inTime - late) };
}

/** null when there is no such plan. */
export function plannedRecordOf(view: View, id: string): PlannedRecord | null {
  const plan = view.desks.planned.plan(id);
  if (!plan) return null;
  const { network, register } = view;
  const areas = new Set<string>();
  let customers = 0;
  let lifeSupport = 0;
  let keyCustomers = 0;
  for (const point of plan.points) {
    customers += network.servicePoints.customers[point]!;
    const area = network.areas[network.servicePoints.area[point]!];
    if (area) areas.add(area.id);
    for (const customer of register?.ofPoint(point) ?? []) {
      if (register?.key(customer)) keyCustomers += 1;
      if (register?.lifeSupport(customer)) lifeSupport += 1;
    }
  }
  const over = plan.endedAt ?? view.now();
  return {
    id,
    kind: plan.kind,
    state: plan.state,
    open: plan.open.map((branch) => network.branches.ids[branch]!),
    close: plan.close.map((branch) => network.branches.ids[branch]!),
    work: plan.work,
    start: formatTime(plan.start),
    end: formatTime(plan.end),
    submittedBy: plan.submittedBy[1],
    approvedBy: plan.approvedBy?.[1] ?? null,
    reason: plan.reason,
    servicePoints: plan.points.length,
    customers,
    keyCustomers,
    lifeSupport,
    areas: [...areas].sort(),
    findings: [...plan.findings],
    noticeDueAt: formatTime(noticeDueAt(plan, view.desks.planned.settings)),
    compliance: complianceOf(view, plan, customers),
    alarm: plan.alarm,
    outage: plan.outages[0] ?? null,
    startedAt: formatTimeOrNull(plan.startedAt),
    endedAt: formatTimeOrNull(plan.endedAt),
    overrunMinutes: plan.startedAt === null ? 0 : Math.max(0, Math.round((over - plan.end) / 60_000)),
    lateCancel: plan.lateCancel,
    revision: plan.revision,
  };
}
