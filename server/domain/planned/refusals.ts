/** Why a command about a planned outage cannot be carried out now; each refusal names its rule (rules L1, L3 to L6, L8, L9). */

import type { PlannedCommand } from '../../../shared/commands/plannedCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Refusal } from '../core.ts';
import type { LiveView } from '../view.ts';
import { isAhead, isStanding, type Plan } from './plan.ts';
import type { PlannedSettings } from './settings.ts';

type Submit = Extract<PlannedCommand, { type: 'planned.submit' }>;

export type RefusalOptions = {
  readonly view: LiveView;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly settings: PlannedSettings;
  /** The plan as it would be submitted. */
  readonly preview: (submit: Submit) => Plan;
};

const refuse = (code: string, message: string): Refusal => ({ code, message });
const conflict = (message: string): Refusal => refuse('conflict', message);

function refuseTimes(start: string | number, end: string | number, now: number): Refusal | null {
  const [from, to] = [parseTime(start), parseTime(end)];
  if (!from.ok) return refuse(from.problem, 'the start is not a time');
  if (!to.ok) return refuse(to.problem, 'the end is not a time');
  if (to.ms <= from.ms) return refuse('value-range', 'the end lies before the start');
  return from.ms <= now ? refuse('value-range', 'a planned outage begins in the future') : null;
}

function refuseSubmit({ view, plans, preview }: RefusalOptions, command: Submit): Refusal | null {
  const { branchIndex } = view.network;
  const unknown = [...command.open, ...(command.close ?? [])].find((id) => !branchIndex.has(id));
  if (unknown !== undefined) return refuse('unmapped', `the network has no device ${unknown}`);
  const times = refuseTimes(command.start, command.end, view.now());
  if (times) return times;
  if (plans.has(`planned:${command.id}`)) return conflict('there is such a plan already');
  const plan = preview(command);
  if (plan.points.length === 0) return conflict('nobody would lose supply; no notice is needed for this switching');
  const unsigned = plan.findings.find(({ code }) => code === 'late-notice' || code === 'too-long');
  if (unsigned && plan.reason === null)
    return refuse(
      unsigned.code,
      `${unsigned.code === 'too-long' ? 'the work is long' : 'notice comes too late'} [${unsigned.rule}]; give a reason`,
    );
  return null;
}

function refuseApprove(
  plan: Plan,
  command: Extract<PlannedCommand, { type: 'planned.approve' }>,
  actor: Actor,
  now: number,
): Refusal | null {
  if (plan.state !== 'checked') return conflict('only a submitted plan can be approved');
  if (plan.start <= now) return conflict('the start has passed; submit it again');
  if (plan.submittedBy[0] === actor.user)
    return refuse('second-person', 'another person than the one who submitted it approves a plan [L1]');
  for (const { code, rule, severity } of plan.findings) {
    const mayLead = actor.role === 'administrator' && command.reason !== undefined && code === 'third-in-sixty-days';
    if (severity === 'refused' && !mayLead) return refuse(code, `this plan cannot be approved: ${code} [${rule}]`);
    if (severity === 'signed' && plan.reason === null && command.reason === undefined)
      return refuse('missing-field', `${code} [${rule}] needs a reason`);
  }
  return null;
}

export function refusePlanned(options: RefusalOptions, command: PlannedCommand, actor: Actor): Refusal | null {
  if (command.type === 'planned.submit') return refuseSubmit(options, command);
  const plan = options.plans.get(command.planned);
  if (!plan) return refuse('not-found', 'there is no such planned outage');
  const now = options.view.now();
  switch (command.type) {
    case 'planned.approve':
      return refuseApprove(plan, command, actor, now);
    case 'planned.cancel':
      return isAhead(plan) ? null : conflict('only what has not begun can be cancelled');
    case 'planned.extend': {
      if (!isStanding(plan)) return conflict('only an approved plan can be extended');
      const end = parseTime(command.end);
      if (!end.ok) return refuse(end.problem, 'the end is not a time');
      return end.ms > Math.max(plan.end, now) ? null : refuse('value-range', 'the new end lies before the announced one');
    }
    case 'planned.start':
      return plan.state === 'notified' ? null : conflict('only an approved plan can start [L1]');
    case 'planned.complete':
      return plan.state === 'in-force' ? null : conflict('the plan is not in force');
  }
}
