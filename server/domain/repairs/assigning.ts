/** Gives a job to a crew, to another one, or takes it away (rules R1, R2, R10). */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import { statusAfter } from './crewWords.ts';
import { DUTY_DESK, isActive, type Job } from './job.ts';
import { type Order, step } from './order.ts';
import { changedBy, noted } from './progress.ts';
import { type Shop, take } from './shop.ts';

/** A crew that goes, comes or is taken away stands differently afterwards. */
export function tellCrew(shop: Shop, crew: string | null, job: Job, at: number): void {
  const known = crew === null ? null : shop.crews.get(crew);
  if (!known) return;
  const queued = shop.jobs.ofCrew(known.id).filter((other) => other.id !== job.id).length;
  const status = statusAfter(job.status, queued);
  if (status) shop.crews.said(known, status, Math.max(at, known.statusAt), job.id);
  else if (job.status === 'dispatched' && known.status === 'available')
    shop.crews.said(known, 'assigned', Math.max(at, known.statusAt), null);
  else shop.crews.touch(known.id);
}

export function assign(shop: Shop, job: Job, command: Extract<RepairCommand, { readonly type: 'job.assign' }>, order: Order): void {
  const { crew } = command;
  const reason = command.reason ?? null;
  const { actor, at, commit } = order;
  let next = job;
  const was = job.crew;
  // Nobody drives backwards: what one crew had begun is set down first, then taken up anew (rule R2).
  if (was !== null && (crew === null || isActive(job))) {
    next = take(shop, next, step(order, 'suspended', reason));
    tellCrew(shop, was, next, at);
    next = take(shop, next, step(order, 'accepted', null));
  }
  if (crew === null) return;
  if (next.status === 'created') next = take(shop, { ...next, owner: actor.user }, step(order, 'accepted', null));
  const passed =
    next.rollCheck.needed && next.rollCheck.passedBy === null ? { ...next.rollCheck, passedBy: 'reason' as const, reason } : next.rollCheck;
  const given: Job = {
    ...next,
    crew,
    acknowledgedAt: null,
    rollCheck: passed,
    owner: next.owner === DUTY_DESK ? actor.user : next.owner,
  };
  const values = { crew, ...(was === null ? {} : { was }), ...(reason === null ? {} : { reason }) };
  shop.say({ type: 'job.assigned', about: job.id, at, body: { crew, was, by: actor.user, reason } });
  next = shop.jobs.put(changedBy(noted(given, { at, what: 'assigned', values, commit, by: actor.user }), commit, order.who));
  if (next.status === 'accepted') next = take(shop, next, step(order, 'dispatched', null));
  tellCrew(shop, crew, next, at);
  if (was !== null && was !== crew) shop.crews.touch(was);
}
