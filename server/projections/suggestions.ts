/** Writes where a fault lies and what switching would help; plans are made when somebody asks (rules F1 to F11). */

import type { FaultSectionRecord, Suggestions, SwitchingPlanRecord } from '../../shared/records/suggestion.ts';
import { formatTime } from '../../shared/time.ts';
import type { FaultSection } from '../domain/faults/locate.ts';
import { type SwitchingPlan, suggest } from '../domain/faults/suggest.ts';
import type { Outage } from '../domain/outages/outage.ts';
import type { View } from '../domain/view.ts';
import { kindOf } from './outagePlace.ts';

export function faultSectionRecordOf({ network }: View, section: FaultSection): FaultSectionRecord {
  const { ids } = network.branches;
  return {
    branches: section.branches.map((branch) => ids[branch]!),
    reasons: section.reasons.map(({ code, branch }) => ({ code, branch: branch === null ? null : ids[branch]! })),
  };
}

function planRecordOf(view: View, plan: SwitchingPlan): SwitchingPlanRecord {
  const { ids, names } = view.network.branches;
  return {
    ...plan,
    marginKva: plan.marginKva === null ? null : Math.round(plan.marginKva),
    branches: plan.branches.map((branch) => ids[branch]!),
    steps: plan.steps.map(({ branch, to, ...rest }) => ({
      ...rest,
      to,
      from: to === 'open' ? 'closed' : 'open',
      device: { id: ids[branch]!, kind: kindOf(view, branch), name: names[branch] ?? ids[branch]! },
    })),
  };
}

/** A short mark that differs when the text does (FNV-1a); it tells plans apart and protects nothing. */
function markOf(text: string): string {
  let mark = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) mark = Math.imul(mark ^ text.charCodeAt(i), 0x01000193);
  return (mark >>> 0).toString(36);
}

/** Customer-minutes count from each step until supply is back for all, or until now (rule F12). */
function doneOf({ steps, restoredAt }: Outage, now: number): Suggestions['done'] {
  const end = restoredAt ?? now;
  return steps.flatMap(({ at, how, to, customers }) =>
    to !== null || (how !== 'switch-closed' && how !== 'tie-closed')
      ? []
      : [{ at: formatTime(at), how, customers, customerMinutesSaved: Math.round((customers * Math.max(0, end - at)) / 60_000) }],
  );
}

/** null when there is no such outage. */
export function suggestionsOf(view: View, id: string): Suggestions | null {
  const outage = view.outage(id);
  if (!outage) return null;
  const { section, plans, none } = suggest(view, id);
  const written = plans.map((plan) => planRecordOf(view, plan));
  const rests = JSON.stringify([section, written.map(({ steps, leftOut }) => [steps, leftOut]), none]);
  return {
    outage: id,
    asOf: formatTime(view.now()),
    executedHere: false,
    basis: markOf(rests),
    section: section && faultSectionRecordOf(view, section),
    plans: written,
    done: doneOf(outage, view.now()),
    repairOnly: { customers: outage.customersOut },
    none,
  };
}
