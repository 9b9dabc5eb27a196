/** What crews say over MQTT: where they are, how far they got, what they found; nobody can refuse it, so it is fitted in (rules R2, R16, E31). */

import type { CrewMessage } from '../../../shared/messages/crew.ts';
import type { JobStatus } from '../../../shared/records/job.ts';
import { NONE } from '../network/network.ts';
import type { Crew, CrewStatus } from './crewBook.ts';
import { edgeOf, rankOf } from './edges.ts';
import { isActive, isOver, type Job } from './job.ts';
import { metresBetween } from './place.ts';
import { changedBy, noted, toldLate } from './progress.ts';
import { type Shop, take } from './shop.ts';

type When = { readonly commit: number; readonly now: number };

const NOTES_KEPT = 200;

/** The step a crew's word stands for; null = it says nothing of a step. */
function stepOf(status: CrewStatus): JobStatus | null {
  switch (status) {
    case 'assigned':
      return 'dispatched';
    case 'en-route':
      return 'en-route';
    case 'arrived':
      return 'arrived';
    case 'working':
      return 'repairing';
    case 'complete':
      return 'restored';
    case 'available':
    case 'off-duty':
      return null;
  }
}

/** How the crew stands after a step that a person or a phone took for it. */
export function statusAfter(step: JobStatus, queued: number): CrewStatus | null {
  switch (step) {
    case 'dispatched':
      return null;
    case 'en-route':
      return 'en-route';
    case 'arrived':
      return 'arrived';
    case 'assessing':
    case 'repairing':
      return 'working';
    case 'restored':
    case 'suspended':
    case 'cancelled':
      return queued > 0 ? 'assigned' : 'available';
    case 'created':
    case 'accepted':
    case 'verifying':
    case 'closed':
      return null;
  }
}

/** The one it works on, else the first of its queue. */
export const currentJobOf = ({ jobs }: Pick<Shop, 'jobs'>, crew: string): Job | null => {
  const queue = jobs.ofCrew(crew);
  return queue.find(isActive) ?? queue[0] ?? null;
};

type Told = { readonly crew: Crew; readonly at: number; readonly when: When };

const newsOf = ({ crew, at, when }: Told, status: JobStatus, reason: string | null, job: Job) => ({
  status,
  at,
  enteredAt: when.now,
  by: crew.id,
  reason,
  lon: crew.lon,
  lat: crew.lat,
  distanceM: status === 'arrived' ? metresBetween(crew, job) : null,
  commit: when.commit,
  who: crew.id,
});

/** A crew that is at a job was sent there by somebody, if only by radio. */
function given(shop: Shop, job: Job, told: Told): Job {
  const { crew, when, at } = told;
  let next = job;
  if (next.status === 'created') next = take(shop, next, { ...newsOf(told, 'accepted', 'told-by-crew', next) });
  const assigned = changedBy({ ...next, crew: crew.id, worked: true }, when.commit, crew.id);
  shop.say({ type: 'job.assigned', about: job.id, at, body: { crew: crew.id, was: job.crew, by: crew.id, reason: 'told-by-crew' } });
  next = shop.jobs.put(
    noted(assigned, { at, what: 'assigned', values: { crew: crew.id, reason: 'told-by-crew' }, commit: when.commit, by: crew.id }),
  );
  return next.status === 'accepted' ? take(shop, next, newsOf(told, 'dispatched', null, next)) : next;
}

/** Takes what fits, tells late what came too late, and leaves the rest. */
function moveBy(shop: Shop, job: Job, status: JobStatus, told: Told): void {
  let next = job;
  if (job.crew !== told.crew.id) {
    const free = job.crew === null && (job.status === 'created' || job.status === 'accepted');
    if (!free) return;
    next = given(shop, job, told);
  }
  if (next.status === status) return;
  const edge = rankOf(status) > rankOf(next.status) ? edgeOf(next.status, status, next.suspendedAt) : null;
  if (edge) {
    if (status === 'en-route' || status === 'arrived' || status === 'repairing') leaveOthers(shop, next, told);
    take(shop, shop.jobs.put({ ...next, worked: true }), newsOf(told, status, edge.needsReason ? 'told-by-crew' : null, next));
    return;
  }
  const ahead = next.status === 'restored' || next.status === 'verifying';
  if (ahead && !next.steps.some((step) => step.status === status) && rankOf(status) < rankOf('restored'))
    shop.jobs.put(toldLate(next, newsOf(told, status, null, next), shop.settings));
}

/** A crew works on one job at a time (rule R13): the one it left waits for somebody. */
function leaveOthers(shop: Shop, job: Job, told: Told): void {
  for (const other of shop.jobs.ofCrew(told.crew.id)) {
    if (other.id !== job.id && isActive(other)) take(shop, other, newsOf(told, 'suspended', 'crew-went-elsewhere', other));
  }
}

function leave(shop: Shop, told: Told): void {
  for (const job of shop.jobs.ofCrew(told.crew.id)) if (isActive(job)) take(shop, job, newsOf(told, 'suspended', 'crew-left', job));
}

/** Answers with the job the message speaks of, null when with none. */
export function hearCrew(shop: Shop, message: CrewMessage, when: When): Job | null {
  if (message.replay || message.test || message.quality !== 'good') return null;
  const { crews, jobs, view } = shop;
  const { at, lon, lat, status, note, estimateAt } = message;
  const before = crews.known(message.id, at);
  const newer = lon !== null && lat !== null && (before.positionAt === null || at >= before.positionAt);
  const area = before.area === NONE && message.area !== null ? (view.network.areaIndex.get(message.area) ?? NONE) : before.area;
  let crew: Crew = crews.put({
    ...before,
    area,
    heardAt: Math.max(before.heardAt ?? at, at),
    ...(newer ? { lon, lat, positionAt: at } : {}),
    note: note ?? before.note,
    estimateAt: estimateAt ?? before.estimateAt,
  });
  const named = message.job === null ? null : jobs.get(message.job);
  const job = named ?? currentJobOf(shop, crew.id);
  if (status !== null) {
    const step = stepOf(status);
    const told: Told = { crew, at: Math.min(at, when.now), when };
    if (step && job && !isOver(job)) moveBy(shop, job, step, told);
    else if (!step) leave(shop, told);
    crew = crews.said(crew, status, at, job?.id ?? null);
  }
  const current = job ? jobs.get(job.id) : null;
  if (!current || isOver(current) || current.crew !== crew.id) return current;
  let next = current;
  if (note !== null)
    next = { ...next, notes: [...next.notes.slice(-NOTES_KEPT + 1), { at, enteredAt: when.now, by: crew.id, crew: crew.id, text: note }] };
  if (estimateAt !== null) next = { ...next, estimates: [...next.estimates, { at: estimateAt, madeAt: at, by: crew.id }] };
  if (next !== current) jobs.put({ ...next, updatedAt: Math.max(next.updatedAt, at) });
  return next;
}
