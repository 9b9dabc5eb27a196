/** The desk of planned outages: traced, checked, approved by another person, told in time, in force only on evidence (section L). */

import type { PlannedCommand } from '../../../shared/commands/plannedCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import type { Fact, Touched } from '../core.ts';
import type { Desk } from '../desk.ts';
import { earlier } from '../earlier.ts';
import type { Moment } from '../evidence/intake.ts';
import type { PlanAnnouncement, PlanNews } from '../notifications/planNotices.ts';
import { isOpen } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';
import { createDrafting, msOf } from './drafting.ts';
import { leadOf, type Past } from './findings.ts';
import { isStanding, type Plan } from './plan.ts';
import { refusePlanned } from './refusals.ts';
import { type PlannedSettings, plannedDefaults } from './settings.ts';

export type PlannedState = { readonly plans: readonly Plan[]; readonly past: readonly Past[] };

/** What a crew said of a device under an order; the network part hears it like a person's word. */
export type OrderStatement = {
  readonly branch: number;
  readonly open: boolean;
  readonly at: number;
  readonly by: string;
  readonly planned: boolean;
};

export type PlannedView = PlanNews & {
  plan(id: string): Plan | null;
  plans(): Iterable<Plan>;
  readonly settings: PlannedSettings;
};

export type PlannedDesk = Desk<PlannedCommand, PlannedState> & {
  readonly view: PlannedView;
  takeStatements(): readonly OrderStatement[];
};

export type PlannedDeskOptions = {
  readonly view: LiveView;
  readonly settings?: Partial<PlannedSettings>;
  readonly saved: PlannedState | null;
};

export function createPlannedDesk({ view, settings: changed, saved }: PlannedDeskOptions): PlannedDesk {
  const settings = { ...plannedDefaults, ...changed };
  const plans = new Map<string, Plan>(saved?.plans.map((plan) => [plan.id, plan]));
  let past: Past[] = [...(saved?.past ?? [])];
  let news: PlanAnnouncement[] = [];
  let statements: OrderStatement[] = [];
  let touched = new Set<string>();
  let facts: Fact[] = [];

  function put(plan: Plan, moment: Moment, what: string, body: Fact['body'] = {}): Plan {
    const next = { ...plan, revision: moment.commit };
    plans.set(plan.id, next);
    touched.add(plan.id);
    facts.push({ type: `planned.${what}`, about: plan.id, at: moment.now, body });
    order(next);
    return next;
  }

  /** The network part takes commanded openings of these devices in their time for the plan's own (rule E7). */
  function order(plan: Plan): void {
    const { orders } = view.world;
    orders.delete(plan.id);
    if (isStanding(plan))
      orders.set(plan.id, { branches: plan.open, from: plan.start - settings.earlyStartMs, to: plan.end + settings.lateCancelMs });
  }

  const drafting = createDrafting({ view, plans, past: () => past, settings });

  const announce = (plan: Plan, kind: PlanAnnouncement['kind'], points: readonly number[] | Int32Array = plan.points): void => {
    news.push({ plan: plan.id, kind, points: [...points] });
  };

  function carryOut(command: PlannedCommand, actor: Actor, moment: Moment): void {
    if (command.type === 'planned.submit') {
      const plan = drafting.planOf(command, actor, moment);
      put(plan, moment, 'submitted', {
        by: actor.name,
        servicePoints: plan.points.length,
        findings: plan.findings.map(({ code }) => code),
      });
      return;
    }
    const plan = plans.get(command.planned);
    if (!plan) return;
    switch (command.type) {
      case 'planned.approve': {
        const counted = drafting.recount(plan, moment.now);
        const approved: Plan = {
          ...counted,
          state: 'notified',
          approvedBy: [actor.user, actor.name],
          reason: plan.reason ?? command.reason ?? null,
        };
        announce(put(approved, moment, 'approved', { by: actor.name, reason: command.reason ?? null }), plan.kind);
        return;
      }
      case 'planned.cancel': {
        const lateCancel = plan.start - moment.now < settings.lateCancelMs && plan.state !== 'checked';
        if (isStanding(plan)) announce(plan, 'cancelled', []);
        put({ ...plan, state: 'cancelled', lateCancel, alarm: null }, moment, 'cancelled', {
          by: actor.name,
          reason: command.reason,
          late: lateCancel,
        });
        return;
      }
      case 'planned.extend': {
        const extended = put({ ...plan, end: msOf(command.end), alarm: null }, moment, 'extended', {
          by: actor.name,
          reason: command.reason,
        });
        announce(extended, 'etr-change');
        return;
      }
      case 'planned.start': {
        const at = command.at === undefined ? moment.now : msOf(command.at);
        const planned = at >= plan.start - settings.earlyStartMs;
        for (const branch of plan.open) statements.push({ branch, open: true, at, by: actor.name, planned });
        return;
      }
      case 'planned.complete': {
        const at = command.at === undefined ? moment.now : msOf(command.at);
        for (const branch of plan.open) statements.push({ branch, open: false, at, by: actor.name, planned: true });
      }
    }
  }

  /** What the clock asks for (rules L2, L8, L9). */
  function runClock(plan: Plan, moment: Moment): void {
    const { now } = moment;
    if (plan.state === 'notified' && !plan.reminded && now >= plan.start - settings.reminderMs) {
      const counted = drafting.recount({ ...plan, reminded: true }, now);
      const reminded = put(counted, moment, 'reminded', { servicePoints: counted.points.length });
      announce(reminded, plan.kind);
      if (plan.submittedAt < plan.start - settings.reminderMs) announce(reminded, 'reminder');
    } else if (plan.state === 'notified' && plan.alarm === null && now >= plan.start + settings.noShowMs)
      put({ ...plan, alarm: 'not-started' }, moment, 'not-started');
    else if (plan.state === 'in-force' && plan.alarm === null && now >= plan.end - settings.overrunAskMs && now < plan.end)
      put({ ...plan, alarm: 'extension-asked' }, moment, 'extension-asked');
    else if (plan.state === 'in-force' && plan.alarm !== 'overrun' && now >= plan.end) {
      put({ ...plan, alarm: 'overrun' }, moment, 'overrun', { minutes: 0 });
      announce(plan, 'etr-change');
    }
  }

  const dueOf = (plan: Plan): number | null => {
    if (plan.state === 'notified' && !plan.reminded) return plan.start - settings.reminderMs;
    if (plan.state === 'notified' && plan.alarm === null) return plan.start + settings.noShowMs;
    if (plan.state === 'in-force' && plan.alarm === null) return plan.end - settings.overrunAskMs;
    return plan.state === 'in-force' && plan.alarm === 'extension-asked' ? plan.end : null;
  };

  /** A plan is in force while an outage of its own is open, and over when the last one ended. */
  function follow(id: string, moment: Moment): void {
    const outage = view.outage(id);
    if (outage?.origin !== 'planned') return;
    const known = [...plans.values()].find(({ outages }) => outages.includes(id));
    const plan = known ?? [...plans.values()].find((each) => isStanding(each) && each.open.includes(outage.device));
    if (!plan) return;
    if (!known && isOpen(outage)) {
      const outages = [...plan.outages, id];
      const startedAt = Math.min(plan.startedAt ?? outage.startedAt, outage.startedAt);
      put({ ...plan, state: 'in-force', outages, startedAt, alarm: null }, moment, 'in-force', { outage: id });
      return;
    }
    if (plan.state !== 'in-force') return;
    const all = plan.outages.map((each) => view.outage(each));
    if (all.some((each) => each !== null && isOpen(each))) return;
    const endedAt = Math.max(...all.map((each) => each?.endedAt ?? moment.now));
    const overrun = Math.max(0, Math.round((endedAt - plan.end) / 60_000));
    put({ ...plan, state: 'completed', endedAt, alarm: null }, moment, 'completed', { overrunMinutes: overrun });
  }

  for (const plan of plans.values()) order(plan);

  return {
    view: {
      settings,
      plan: (id) => plans.get(id) ?? null,
      plans: () => plans.values(),
      isPlan: (id) => plans.has(id),
      stands(id) {
        const plan = plans.get(id);
        return plan !== undefined && isStanding(plan) && view.now() < plan.end;
      },
      takeNews() {
        const taken = news;
        news = [];
        return taken;
      },
      textOf(id) {
        const plan = plans.get(id);
        return plan ? { start: plan.start, end: plan.end, reason: plan.work } : null;
      },
      peopleOf(id) {
        const plan = plans.get(id);
        return plan ? [plan.submittedBy[0], ...(plan.approvedBy ? [plan.approvedBy[0]] : [])] : [];
      },
    },
    takeStatements() {
      const taken = statements;
      statements = [];
      return taken;
    },
    hear: () => undefined,
    check: (command, actor) =>
      refusePlanned(
        { view, plans, settings, preview: (submit) => drafting.planOf(submit, actor, { receivedAt: 0, commit: 0, now: view.now() }) },
        command,
        actor,
      ),
    carryOut,
    settle(concluded, moment) {
      for (const { type, at, body } of concluded.facts) {
        const { start, end, servicePoints } = body;
        if (type !== 'interruption.ended' || typeof start !== 'number' || typeof end !== 'number' || typeof servicePoints !== 'string')
          continue;
        if (end - start > view.settings.sustainedLimitMs) past.push({ at, points: servicePoints });
      }
      for (const id of concluded.outages) follow(id, moment);
      for (const plan of [...plans.values()]) if ((dueOf(plan) ?? Number.POSITIVE_INFINITY) <= moment.now) runClock(plan, moment);
      if (past.length > 0 && past[0]!.at < moment.now - settings.repeatBlockMs)
        past = past.filter(({ at }) => at >= moment.now - settings.repeatBlockMs);
    },
    nextDeadline: () => [...plans.values()].map(dueOf).reduce(earlier, null),
    takeFacts() {
      const taken = facts;
      facts = [];
      return taken;
    },
    takeTouched() {
      const taken: Touched[] = [...touched].map((id) => ({ kind: 'planned', id }));
      touched = new Set();
      return taken;
    },
    state: () => ({ plans: [...plans.values()], past }),
  };
}

export const noticeDueAt = (plan: Plan, settings: PlannedSettings): number => plan.start - leadOf(plan, settings);
