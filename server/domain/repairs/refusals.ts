/** Why a command about repairs cannot be carried out now; each refusal has a code and a sentence that says what would help. */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Refusal } from '../core.ts';
import { maySee, maySpeakFor } from './actors.ts';
import { pauseNow } from './clocks.ts';
import { isAnswerable, missingFor } from './closing.ts';
import { edgeOf, rankOf } from './edges.ts';
import { isActive, isOver, type Job, SYSTEM } from './job.ts';
import { jobInTheWay, outageFor, whereOf } from './opening.ts';
import { metresBetween } from './place.ts';
import type { Shop } from './shop.ts';

export type Asked<T extends RepairCommand['type']> = Extract<RepairCommand, { readonly type: T }>;
type OnJob = Extract<RepairCommand, { readonly job: string }>;
type OnCrew = Extract<RepairCommand, { readonly type: `crew.${string}` }>;

const refuse = (code: string, message: string): Refusal => ({ code, message });
const conflict = (message: string): Refusal => refuse('conflict', message);
const NO_JOB = refuse('not-found', 'there is no such job');
const NO_CREW = refuse('not-found', 'there is no such crew');

/** A position older than this proves nothing. */
const POSITION_MS = 5 * 60_000;
/** A moment that lies ahead is read as now when the command is carried out (rules R3, E28); here only its form is judged. */
function refuseTime(occurredAt: string | number | undefined): Refusal | null {
  if (occurredAt === undefined) return null;
  const parsed = parseTime(occurredAt);
  return parsed.ok ? null : refuse(parsed.problem, 'the time is not RFC 3339 with a zone, or not sensible');
}

function refuseAhead(shop: Shop, at: string | number): Refusal | null {
  const parsed = parseTime(at);
  if (!parsed.ok) return refuse(parsed.problem, 'the time is not RFC 3339 with a zone, or not sensible');
  return parsed.ms <= shop.view.now() ? refuse('value-range', 'an estimate lies in the future') : null;
}

/** Somebody else changed it since this device last saw it. */
function refuseStale(job: Job, command: OnJob, actor: Actor): Refusal | null {
  const { expectedRevision, client } = command;
  if (expectedRevision === undefined) return null;
  const who = client ?? actor.user;
  const other = job.changes.some((change) => change.commit > expectedRevision && change.who !== who && change.who !== SYSTEM);
  return other ? conflict(`somebody else changed this job meanwhile: it is ${job.status}${job.crew ? ` with ${job.crew}` : ''}`) : null;
}

function refuseArrival(shop: Shop, job: Job, command: Asked<'job.setStatus'>): Refusal | null {
  if (command.status !== 'arrived' || command.reason !== undefined || job.lon === null) return null;
  const crew = job.crew === null ? null : shop.crews.get(job.crew);
  const fresh = crew?.positionAt != null && shop.view.now() - crew.positionAt <= POSITION_MS ? crew : { lon: null, lat: null };
  const here = command.lon !== undefined && command.lat !== undefined ? { lon: command.lon, lat: command.lat } : fresh;
  const metres = metresBetween(here, job);
  if (metres === null) return refuse('arrival-unproved', 'no position: send one, or say why there is none');
  return metres > shop.settings.arrivalRadiusM
    ? refuse('arrival-unproved', `${Math.round(metres)} m away, more than ${shop.settings.arrivalRadiusM}: say why`)
    : null;
}

function refuseClosing(shop: Shop, job: Job, reason: string | undefined): Refusal | null {
  const missing = missingFor(shop, job).filter((code) => reason === undefined || !isAnswerable(code));
  return missing.length > 0 ? refuse('not-complete', `missing: ${missing.join(', ')}`) : null;
}

const NEEDS_CREW = new Set(['dispatched', 'en-route', 'arrived', 'assessing', 'repairing']);
const OF_CREWS = new Set(['accepted', 'en-route', 'arrived', 'assessing', 'repairing', 'restored']);

/** On a phone "accepted" means: I have seen the order. */
export const isAcknowledgement = (job: Job, { status }: Asked<'job.setStatus'>, actor: Actor): boolean =>
  actor.role === 'crew' && status === 'accepted' && job.status === 'dispatched';

/** Told by a phone that was out of reach while evidence went ahead. */
export const isLate = (job: Job, { status }: Asked<'job.setStatus'>, actor: Actor): boolean =>
  actor.role === 'crew' &&
  (job.status === 'restored' || job.status === 'verifying') &&
  OF_CREWS.has(status) &&
  rankOf(status) > rankOf('accepted') &&
  rankOf(status) <= rankOf('restored') &&
  !job.steps.some((step) => step.status === status && step.reason !== 'supply-back');

function refuseStatus(shop: Shop, job: Job, command: Asked<'job.setStatus'>, actor: Actor): Refusal | null {
  const { status, reason, estimate } = command;
  if (actor.role === 'crew' && !OF_CREWS.has(status)) return refuse('not-allowed', 'a dispatcher takes this step');
  if (isAcknowledgement(job, command, actor) || isLate(job, command, actor)) return null;
  if (job.status === status) return conflict(`the job is ${status} already`);
  const edge = edgeOf(job.status, status, job.suspendedAt);
  if (!edge) return conflict(`${job.status} is not followed by ${status}`);
  if (job.status === 'closed' && shop.view.now() - (job.closedAt ?? 0) > shop.settings.reopenWindowMs)
    return conflict('the time for reopening is over; open a new job');
  if (edge.needsReason && reason === undefined) return refuse('reason-needed', `from ${job.status} to ${status} needs a reason`);
  if (NEEDS_CREW.has(status) && job.crew === null) return refuse('crew-needed', 'assign a crew first');
  const busy =
    isActive({ status }) && !isActive(job)
      ? shop.jobs.ofCrew(job.crew ?? '').find((other) => other.id !== job.id && isActive(other))
      : undefined;
  if (busy) return refuse('crew-busy', `the crew is ${busy.status} at ${busy.id}`);
  if (estimate !== undefined) {
    const ahead = refuseAhead(shop, estimate);
    if (ahead) return ahead;
  }
  if (status === 'closed') return refuseClosing(shop, job, reason);
  return refuseArrival(shop, job, command);
}

function refuseAssignment(shop: Shop, job: Job, { crew, reason }: Asked<'job.assign'>): Refusal | null {
  if (rankOf(job.status) >= rankOf('restored') || job.status === 'suspended')
    return conflict(`a job that is ${job.status} is not assigned`);
  if (crew === null) {
    if (job.crew === null) return conflict('the job has no crew');
    return reason === undefined ? refuse('reason-needed', 'taking a job away from its crew needs a reason') : null;
  }
  const known = shop.crews.get(crew);
  if (!known) return NO_CREW;
  if (job.crew === crew) return conflict('this crew has the job already');
  if (job.crew !== null && isActive(job) && reason === undefined)
    return refuse('reason-needed', `${job.crew} is ${job.status}: giving the job to another crew needs a reason`);
  if (job.rollCheck.needed && job.rollCheck.passedBy === null && reason === undefined)
    return refuse('verify-first', 'one lone report: ask the caller or the meter first, or say why a crew goes at once');
  if (known.status === 'off-duty' && reason === undefined)
    return refuse('crew-off-duty', 'this crew is off duty: say why it goes nevertheless');
  return shop.jobs.ofCrew(crew).length >= known.capacity && reason === undefined
    ? refuse('crew-full', `this crew has ${known.capacity} jobs already: say why it gets one more`)
    : null;
}

function refuseCreation(shop: Shop, command: Asked<'job.create'>): Refusal | null {
  const late = refuseTime(command.occurredAt);
  if (late) return late;
  const place = whereOf(shop, command);
  if (!place) return refuse('not-found', 'name an outage, a branch or a service point of this network, or a position');
  const outage = outageFor(shop.view, command, place);
  if (command.reason !== undefined) return null;
  const other = jobInTheWay(shop, place, outage, command.hazard !== undefined);
  return other ? refuse('job-exists', `${other.id} is open for the same place: use it, or say why another is needed`) : null;
}

function refusePausing(job: Job, command: Asked<'job.pauseClock' | 'job.resumeClock' | 'job.approvePause'>): Refusal | null {
  const pause = pauseNow(job);
  switch (command.type) {
    case 'job.pauseClock':
      return pause ? conflict('a pause runs or was asked for already') : null;
    case 'job.resumeClock':
      return pause ? null : conflict('no pause runs');
    case 'job.approvePause':
      return pause && pause.approvedBy === null ? null : conflict('nobody asked for a pause');
  }
}

function refuseOnJob(shop: Shop, job: Job, command: OnJob, actor: Actor): Refusal | null {
  const early = refuseTime(command.occurredAt) ?? refuseStale(job, command, actor);
  if (early) return early;
  if (
    isOver(job) &&
    command.type !== 'job.setStatus' &&
    command.type !== 'job.note' &&
    command.type !== 'job.addPhoto' &&
    command.type !== 'job.answerReminder'
  )
    return conflict(`the job is ${job.status}`);
  switch (command.type) {
    case 'job.assign':
      return refuseAssignment(shop, job, command);
    case 'job.setStatus':
      return refuseStatus(shop, job, command, actor);
    case 'job.setEstimate':
      return refuseAhead(shop, command.at);
    case 'job.isolate':
      return shop.view.network.branchIndex.has(command.device) ? null : refuse('not-found', 'there is no such device');
    case 'job.needHelp':
      return command.needed && command.text === undefined ? refuse('reason-needed', 'say what help is needed') : null;
    case 'job.guard':
    case 'job.madeSafe':
      return job.hazard ? null : conflict('no danger was reported here');
    case 'job.verifyRoll':
      if (!job.rollCheck.needed) return conflict('nothing has to be verified first');
      return command.by === 'reason' && command.reason === undefined ? refuse('reason-needed', 'say why') : null;
    case 'job.remind':
      return command.servicePoint === undefined || shop.view.network.servicePointIndex.has(command.servicePoint)
        ? null
        : refuse('not-found', 'there is no such service point');
    case 'job.answerReminder': {
      const reminder = job.reminders.find(({ id }) => id === command.reminder);
      if (!reminder) return refuse('not-found', 'there is no such reminder');
      return reminder.answeredAt === null ? null : conflict('it was answered already');
    }
    case 'job.pauseClock':
    case 'job.resumeClock':
    case 'job.approvePause':
      return refusePausing(job, command);
    case 'job.attach':
      return command.outage === null || shop.view.outage(command.outage) ? null : refuse('not-found', 'there is no such outage');
    case 'job.takeOver':
      return job.owner === actor.user ? conflict('the job is yours already') : null;
    case 'job.addPhoto':
      return job.photos.some(({ id }) => id === command.photo.id) ? conflict('this photo is there already') : null;
    case 'job.note':
    case 'job.setFindings':
    case 'job.explainBreach':
    case 'job.adjustPriority':
      return null;
  }
}

function refuseOnCrew(shop: Shop, command: OnCrew, actor: Actor): Refusal | null {
  switch (command.type) {
    case 'crew.register':
      return command.area === undefined || shop.view.network.areaIndex.has(command.area)
        ? null
        : refuse('not-found', 'there is no such area');
    case 'crew.join':
      return shop.crews.get(command.crew) ? null : NO_CREW;
    case 'crew.setStatus':
    case 'crew.position':
      if (!shop.crews.get(command.crew) || !maySpeakFor(shop, command.crew, actor)) return NO_CREW;
      return refuseTime(command.occurredAt);
  }
}

export function refusalOf(shop: Shop, command: RepairCommand, actor: Actor): Refusal | null {
  switch (command.type) {
    case 'job.create':
      return refuseCreation(shop, command);
    case 'job.handOver': {
      const unknown = command.jobs.find((id) => {
        const job = shop.jobs.get(id);
        return !job || isOver(job) || !maySee(shop, job, actor);
      });
      return unknown === undefined ? null : refuse('not-found', `${unknown} is no open job`);
    }
    case 'crew.register':
    case 'crew.join':
    case 'crew.setStatus':
    case 'crew.position':
      return refuseOnCrew(shop, command, actor);
    default: {
      const job = shop.jobs.get(command.job);
      return job && maySee(shop, job, actor) ? refuseOnJob(shop, job, command, actor) : NO_JOB;
    }
  }
}
