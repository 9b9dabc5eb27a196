/** Carries out what people ask of jobs, after nothing spoke against it (rules R1 to R4, R7, R10, R14 to R21). */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import { NONE } from '../network/network.ts';
import type { HistoryEntry } from '../outages/outage.ts';
import { assign, tellCrew } from './assigning.ts';
import { stopped } from './clocks.ts';
import { onCrew } from './crewOrders.ts';
import { attach } from './following.ts';
import { DUTY_DESK, type Hazard, type Job } from './job.ts';
import { openJob, outageFor, whereOf } from './opening.ts';
import { type Order, step, timeOr } from './order.ts';
import { addPhoto, answerReminder, pause, remind } from './paperwork.ts';
import { metresBetween } from './place.ts';
import { noted, toldLate } from './progress.ts';
import { isAcknowledgement, isLate } from './refusals.ts';
import { type Shop, take } from './shop.ts';

type When = { readonly commit: number; readonly now: number };
type Asked<T extends RepairCommand['type']> = Extract<RepairCommand, { readonly type: T }>;
type OnJob = Extract<RepairCommand, { readonly job: string }>;

function create(shop: Shop, command: Asked<'job.create'>, { actor, commit, now }: Order): void {
  const place = whereOf(shop, command);
  if (!place) return;
  const zero = timeOr(command.occurredAt, now);
  const { ids, addresses } = shop.view.network.servicePoints;
  const hazard: Hazard | null =
    command.hazard === undefined
      ? null
      : { kind: command.hazard, call: null, text: command.text ?? null, guardedAt: null, guardedBy: null, safeAt: null, safeBy: null };
  // Danger is independent of whether lights are out (rule R21).
  const outage = hazard ? null : outageFor(shop.view, command, place);
  const title =
    command.title ??
    shop.view.network.branches.names[place.device] ??
    shop.view.network.branches.ids[place.device] ??
    addresses[place.point] ??
    ids[place.point] ??
    command.hazard ??
    'job';
  const job = openJob(shop, {
    kind: hazard ? 'hazard' : outage ? 'outage' : 'manual',
    place,
    title,
    outage,
    hazard,
    clockZeroAt: zero,
    command: command.id,
    by: actor.user,
    commit,
    now,
    ...(command.skills ? { skills: command.skills } : {}),
  });
  if (command.text !== undefined)
    shop.jobs.put({ ...job, notes: [{ at: zero, enteredAt: now, by: actor.user, crew: null, text: command.text }] });
}

function setStatus(shop: Shop, job: Job, command: Asked<'job.setStatus'>, order: Order): void {
  const { status, cause, estimate } = command;
  const { actor, at, commit } = order;
  if (isAcknowledgement(job, command, actor)) {
    shop.jobs.put(noted({ ...job, acknowledgedAt: at }, { at, what: 'acknowledged', values: {}, commit, by: actor.user }));
    return;
  }
  const crew = job.crew === null ? null : shop.crews.get(job.crew);
  const where = { lon: command.lon ?? crew?.lon ?? null, lat: command.lat ?? crew?.lat ?? null };
  const news = step(order, status, command.reason ?? null, {
    ...where,
    distanceM: status === 'arrived' ? metresBetween(where, job) : null,
  });
  if (isLate(job, command, actor)) {
    shop.jobs.put(toldLate(job, news, shop.settings));
    return;
  }
  const owner = status === 'accepted' && job.owner === DUTY_DESK ? actor.user : job.owner;
  const found: Job = { ...job, owner, cause: cause ?? job.cause };
  const next = take(shop, found, news);
  tellCrew(shop, job.crew, next, at);
  if (estimate !== undefined) setEstimate(shop, next, estimate, order);
}

function setEstimate(shop: Shop, job: Job, value: string | number, { actor, at, commit }: Order): void {
  const parsed = parseTime(value);
  if (!parsed.ok) return;
  const by = job.crew ?? actor.user;
  const entry: HistoryEntry = { at, what: 'estimate', values: { estimate: parsed.ms }, commit, by: actor.user };
  shop.jobs.put(noted({ ...job, estimates: [...job.estimates, { at: parsed.ms, madeAt: at, by }] }, entry));
  shop.say({ type: 'job.estimated', about: job.id, at, body: { estimate: parsed.ms, by, outage: job.outage } });
}

function onJob(shop: Shop, found: Job, command: OnJob, order: Order): void {
  const { actor, at, commit, now } = order;
  const by = actor.user;
  const job: Job = { ...found, worked: true };
  const put = (next: Job, what: string, values: HistoryEntry['values'] = {}): void => {
    shop.jobs.put(noted(next, { at, what, values, commit, by }));
    shop.say({ type: `job.${what}`, about: job.id, at, body: { ...values, by } });
  };
  switch (command.type) {
    case 'job.assign':
      return assign(shop, job, command, order);
    case 'job.setStatus':
      return setStatus(shop, job, command, order);
    case 'job.setEstimate':
      return setEstimate(shop, job, command.at, order);
    case 'job.note':
      return put(
        { ...job, notes: [...job.notes, { at, enteredAt: now, by, crew: actor.role === 'crew' ? job.crew : null, text: command.text }] },
        'note',
        { text: command.text },
      );
    case 'job.setFindings':
      return put({ ...job, cause: command.cause ?? job.cause, material: command.material ?? job.material }, 'findings', {
        ...(command.cause === undefined ? {} : { cause: command.cause }),
        ...(command.material === undefined
          ? {}
          : { material: command.material.map(({ name, quantity }) => `${quantity} ${name}`).join(', ') }),
      });
    case 'job.isolate': {
      const { device, action, note = null } = command;
      return put({ ...job, isolations: [...job.isolations, { at, enteredAt: now, by, device, action, note }] }, 'isolation', {
        device,
        action,
      });
    }
    case 'job.needHelp': {
      const { needed, text = '', skills = [] } = command;
      const next = { ...job, help: needed ? { at, by, text, skills } : null };
      put(next, needed ? 'help-needed' : 'help-settled', text === '' ? {} : { text });
      if (job.crew !== null) shop.crews.touch(job.crew);
      return;
    }
    case 'job.guard':
      if (job.hazard)
        put(stopped({ ...job, hazard: { ...job.hazard, guardedAt: job.hazard.guardedAt ?? at, guardedBy: by } }, 'guard', at), 'guarded');
      return;
    case 'job.madeSafe':
      if (job.hazard) put(stopped({ ...job, hazard: { ...job.hazard, safeAt: at, safeBy: by } }, 'guard', at), 'made-safe');
      return;
    case 'job.verifyRoll':
      return put({ ...job, rollCheck: { ...job.rollCheck, passedBy: command.by, reason: command.reason ?? null } }, 'roll-verified', {
        passedBy: command.by,
      });
    case 'job.remind':
      return remind(
        shop,
        job,
        { point: shop.view.network.servicePointIndex.get(command.servicePoint ?? '') ?? NONE, text: command.text ?? null, answered: false },
        order,
      );
    case 'job.answerReminder':
      return answerReminder(shop, job, command.reminder, command.answer, order);
    case 'job.pauseClock':
    case 'job.approvePause':
    case 'job.resumeClock':
      return pause(shop, job, command, order);
    case 'job.explainBreach':
      return put(
        {
          ...job,
          clocks: job.clocks.map((clock) =>
            clock.told === 'none' || clock.told === 'amber' ? clock : { ...clock, breachReason: clock.breachReason ?? command.reason },
          ),
        },
        'breach-explained',
        { reason: command.reason },
      );
    case 'job.adjustPriority':
      return put(
        { ...job, adjustment: command.points === 0 ? null : { points: command.points, reason: command.reason } },
        'priority-adjusted',
        { points: command.points, reason: command.reason },
      );
    case 'job.attach':
      return void attach(shop, job, command.outage === null ? null : shop.view.outage(command.outage), command.reason, by, { commit, now });
    case 'job.takeOver':
      return put({ ...job, owner: by, offeredTo: null }, 'taken-over', { was: job.owner });
    case 'job.addPhoto':
      return addPhoto(shop, job, command, order);
  }
}

export function carryOut(shop: Shop, command: RepairCommand, actor: Actor, { commit, now }: When): void {
  const who = 'client' in command && command.client !== undefined ? command.client : actor.user;
  const at = 'occurredAt' in command ? timeOr(command.occurredAt, now) : now;
  const order: Order = { actor, who, at, commit, now };
  switch (command.type) {
    case 'job.create':
      return create(shop, command, order);
    case 'job.handOver':
      for (const id of command.jobs) {
        const job = shop.jobs.get(id);
        if (job)
          shop.jobs.put(
            noted(
              { ...job, offeredTo: command.to },
              {
                at,
                what: 'handed-over',
                values: { to: command.to, ...(command.note === undefined ? {} : { note: command.note }) },
                commit,
                by: actor.user,
              },
            ),
          );
      }
      return;
    case 'crew.register':
    case 'crew.join':
    case 'crew.setStatus':
    case 'crew.position':
      return onCrew(shop, command, order);
    default: {
      const job = shop.jobs.get(command.job);
      if (job) onJob(shop, job, command, order);
    }
  }
}
