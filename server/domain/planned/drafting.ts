/** Draws a plan up: whom it leaves dark, what speaks against it, and what has changed since (rules L2 to L6). */

import type { PlannedCommand } from '../../../shared/commands/plannedCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Moment } from '../evidence/intake.ts';
import type { LiveView } from '../view.ts';
import { extentOf } from './extent.ts';
import { findingsOf, type Past } from './findings.ts';
import { isStanding, type Plan } from './plan.ts';
import type { PlannedSettings } from './settings.ts';

export type DraftingOptions = {
  readonly view: LiveView;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly past: () => readonly Past[];
  readonly settings: PlannedSettings;
};

/** Epoch milliseconds of a time in a command that was checked. */
export const msOf = (value: string | number): number => {
  const parsed = parseTime(value);
  return parsed.ok ? parsed.ms : Number.NaN;
};

export function createDrafting({ view, plans, past, settings }: DraftingOptions) {
  const trace = (plan: Pick<Plan, 'id' | 'open' | 'close' | 'start' | 'end'>): Int32Array =>
    extentOf(
      view,
      plan,
      [...plans.values()].filter((other) => other.id !== plan.id && isStanding(other) && other.start < plan.end && plan.start < other.end),
    );

  const check = (plan: Plan, now: number): Plan => ({
    ...plan,
    findings: findingsOf({ view, plan, others: plans.values(), past: past(), settings, now }),
  });

  /** Counts again; says what changed (rule L2). */
  function recount(plan: Plan, now: number): Plan {
    const points = trace(plan);
    const same = points.length === plan.points.length && points.every((point, i) => point === plan.points[i]);
    const checked = check({ ...plan, points }, now);
    if (same) return { ...checked, findings: keepLate(plan, checked) };
    const finding = {
      code: 'network-changed',
      rule: 'L2',
      severity: 'told',
      customers: points.length - plan.points.length,
      with: null,
    } as const;
    return { ...checked, findings: [...keepLate(plan, checked), finding] };
  }

  /** Notice that was in time at submission does not become late by waiting. */
  const keepLate = (before: Plan, { findings }: Plan): Plan['findings'] => {
    const late = before.findings.find(({ code }) => code === 'late-notice');
    const others = findings.filter(({ code }) => code !== 'late-notice');
    return late ? [late, ...others] : others;
  };

  function planOf(command: Extract<PlannedCommand, { type: 'planned.submit' }>, actor: Actor, moment: Moment): Plan {
    const index = (id: string): number => view.network.branchIndex.get(id) ?? -1;
    const plan: Plan = {
      id: `planned:${command.id}`,
      kind: command.kind,
      state: 'checked',
      open: command.open.map(index),
      close: (command.close ?? []).map(index),
      work: command.work,
      start: msOf(command.start),
      end: msOf(command.end),
      submittedBy: [actor.user, actor.name],
      approvedBy: null,
      submittedAt: moment.now,
      reason: command.reason ?? null,
      points: new Int32Array(0),
      findings: [],
      reminded: false,
      alarm: null,
      outages: [],
      startedAt: null,
      endedAt: null,
      lateCancel: false,
      revision: moment.commit,
    };
    return check({ ...plan, points: trace(plan) }, moment.now);
  }

  return { planOf, recount };
}
