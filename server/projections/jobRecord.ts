/** Writes repair jobs as the board, the phone and the API see them. */

import type { JobDetail, JobRecord } from '../../shared/records/job.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { NONE } from '../domain/network/network.ts';
import { isOpen, type Outage } from '../domain/outages/outage.ts';
import { levelAt, momentAfter, pausedWithin, pauseNow } from '../domain/repairs/clocks.ts';
import { contradictionsOf, missingFor, photosMissing, verifiedOf } from '../domain/repairs/closing.ts';
import { nextOf } from '../domain/repairs/edges.ts';
import { type Clock, isWithCrew, type Job } from '../domain/repairs/job.ts';
import { kindOfBranch } from '../domain/repairs/place.ts';
import { sumOf } from '../domain/repairs/priority.ts';
import type { View } from '../domain/view.ts';
import { feederIdOf } from './outageRecord.ts';

const DARK_SHOWN = 20;

type ClockRecord = JobRecord['clocks'][number];

/** While a pause holds it, the end is where it would be if the clock went on now. */
function clockRecordOf(clock: Clock, { pauses }: Job, now: number, amberShare: number): ClockRecord {
  const until = pauses.map((each) => ({ ...each, to: each.to ?? Math.max(now, each.from) }));
  const ends = (spanMs: number): string => formatTime(momentAfter(clock.startedAt, spanMs, until) ?? clock.startedAt + spanMs);
  const pause = clock.stoppedAt === null ? pauseNow({ pauses }) : null;
  const level = levelAt(clock, pauses, now, amberShare);
  const broken = level === 'breach' || level === 'breached';
  return {
    clock: clock.clock,
    startedAt: formatTime(clock.startedAt),
    amberAt: ends(clock.limitMs * amberShare),
    dueAt: ends(clock.limitMs),
    unpausedDueAt: formatTime(clock.startedAt + clock.limitMs),
    stoppedAt: formatTimeOrNull(clock.stoppedAt),
    limitMinutes: clock.limitMs / 60_000,
    pausedMs: pausedWithin(pauses, clock.startedAt, clock.stoppedAt ?? now),
    pause: pause && { reason: pause.reason, since: formatTime(pause.from), by: pause.by, note: pause.note, approvedBy: pause.approvedBy },
    level,
    escalatedTo: broken && clock.told !== 'none' && clock.told !== 'amber' ? clock.told : 'none',
    breachReason: clock.breachReason,
  };
}

/** The promise the card shows: to the customers before those inside the house, the earliest end first. */
function mostPressing(clocks: readonly ClockRecord[]): ClockRecord | null {
  const running = clocks.filter(({ stoppedAt }) => stoppedAt === null);
  const promised = running.filter(({ clock }) => clock === 'arrival' || clock === 'restore' || clock === 'guard');
  const among = promised.length > 0 ? promised : running;
  return among.reduce<ClockRecord | null>(
    (first, clock) => (first === null || clock.unpausedDueAt < first.unpausedDueAt ? clock : first),
    null,
  );
}

/** Service points of its outage without supply now. */
function darkOf(view: View, outage: Outage | null): { readonly servicePointsDark: number; readonly dark: string[] } {
  if (!outage || !isOpen(outage) || outage.state === 'predicted') return { servicePointsDark: 0, dark: [] };
  const points = view.servicePointsOf(outage.id);
  return { servicePointsDark: points.length, dark: points.slice(0, DARK_SHOWN).map((point) => view.network.servicePoints.ids[point]!) };
}

function blockedBy(view: View, job: Job, status: JobRecord['status']): string | null {
  const { shop } = view.desks.repairs;
  if (status === 'closed') return missingFor(shop, job)[0] ?? null;
  const goes = status === 'dispatched' || status === 'en-route' || status === 'arrived' || status === 'assessing' || status === 'repairing';
  if (!goes || job.crew !== null) return null;
  return job.rollCheck.needed && job.rollCheck.passedBy === null ? 'verify-first' : 'crew-needed';
}

export function jobRecordOf(view: View, job: Job): JobRecord {
  const { network } = view;
  const { repairs } = view.desks;
  const { settings } = repairs.shop;
  const now = view.now();
  const outage = job.outage === null ? null : view.outage(job.outage);
  const concerned = repairs.concern(outage);
  const parts = repairs.priority(job);
  const clocks = job.clocks.map((clock) => clockRecordOf(clock, job, now, settings.amberShare));
  const queue = job.crew !== null && isWithCrew(job) ? repairs.shop.jobs.ofCrew(job.crew) : [];
  const branch = job.device === NONE ? null : job.device;
  const path = `/api/v1/jobs/${encodeURIComponent(job.id)}/photos/`;
  const times = ({ at, enteredAt }: { readonly at: number; readonly enteredAt: number }) => ({
    at: formatTime(at),
    enteredAt: formatTime(enteredAt),
  });
  const estimate = job.estimates.at(-1);
  return {
    id: job.id,
    kind: job.kind,
    status: job.status,
    suspendedAt: job.suspendedAt,
    command: job.command,
    title: job.title,
    outage: job.outage,
    outageState: outage?.state ?? null,
    device:
      branch === null
        ? null
        : {
            id: network.branches.ids[branch]!,
            kind: kindOfBranch(network, branch),
            name: network.branches.names[branch] ?? network.branches.ids[branch]!,
          },
    servicePoint: network.servicePoints.ids[job.point] ?? null,
    address: network.servicePoints.addresses[job.point] ?? null,
    feeder: branch !== null ? feederIdOf(view, branch) : (network.feeders[network.servicePoints.feeder[job.point] ?? NONE]?.id ?? null),
    area: network.areas[job.area]?.id ?? null,
    areaClass: job.areaClass,
    lon: job.lon,
    lat: job.lat,
    crew: job.crew,
    queuePlace:
      queue.length === 0
        ? null
        : Math.max(
            0,
            queue.findIndex(({ id }) => id === job.id),
          ),
    acknowledgedAt: formatTimeOrNull(job.acknowledgedAt),
    owner: job.owner,
    offeredTo: job.offeredTo,
    customersOut: concerned.customersOut,
    customersPredicted: concerned.customersPredicted,
    customersPeak: outage?.customersPeak ?? 0,
    keyCustomers: concerned.keyCustomers,
    lifeSupport: concerned.lifeSupport,
    hazard: job.hazard && { ...job.hazard, guardedAt: formatTimeOrNull(job.hazard.guardedAt), safeAt: formatTimeOrNull(job.hazard.safeAt) },
    rollCheck: job.rollCheck,
    skillsNeeded: [...job.skillsNeeded],
    priority: sumOf(parts),
    priorityParts: [...parts],
    clocks,
    clock: mostPressing(clocks),
    reminders: job.reminders.map(({ point, ...reminder }) => ({
      ...reminder,
      ...times(reminder),
      servicePoint: network.servicePoints.ids[point] ?? null,
      dueAt: formatTime(reminder.dueAt),
      answeredAt: formatTimeOrNull(reminder.answeredAt),
    })),
    remindersOpen: job.reminders.filter(({ answeredAt }) => answeredAt === null).length,
    steps: job.steps.map((step) => ({ ...step, ...times(step), distanceM: step.distanceM === null ? null : Math.round(step.distanceM) })),
    photos: job.photos.map((photo) => ({
      ...photo,
      takenAt: formatTime(photo.takenAt),
      receivedAt: formatTime(photo.receivedAt),
      url: `${path}${encodeURIComponent(photo.id)}`,
      thumbnailUrl: `${path}${encodeURIComponent(photo.id)}/thumbnail`,
    })),
    photosMissing: photosMissing(job, settings),
    notes: job.notes.map((note) => ({ ...note, ...times(note) })),
    isolations: job.isolations.map((isolation) => ({ ...isolation, ...times(isolation) })),
    cause: job.cause,
    material: [...(job.material ?? [])],
    estimate: estimate ? { at: formatTime(estimate.at), madeAt: formatTime(estimate.madeAt), by: estimate.by } : null,
    help: job.help && { ...job.help, at: formatTime(job.help.at), skills: [...job.help.skills] },
    verification: { ...verifiedOf(view, job), ...darkOf(view, outage) },
    contradictions: contradictionsOf(view, job).map(({ code, values }) => ({ code, values: { ...values } })),
    missing: [...missingFor(repairs.shop, job)],
    nextSteps: nextOf(job.status, job.suspendedAt).map(({ status, edge }) => ({
      status,
      needsReason: edge.needsReason,
      blockedBy: blockedBy(view, job, status),
    })),
    clockZeroAt: formatTime(job.clockZeroAt),
    createdAt: formatTime(job.createdAt),
    updatedAt: formatTime(job.updatedAt),
    closedAt: formatTimeOrNull(job.closedAt),
    revision: job.revision,
  };
}

/** Everything in one order: what happened to the job and to its outage (rule R17). */
export function jobDetailOf(view: View, job: Job): JobDetail {
  const outage = job.outage === null ? null : view.outage(job.outage);
  const entries = [...job.history, ...(outage?.history ?? []).map((entry) => ({ ...entry, what: `outage.${entry.what}` }))];
  const evidence = (outage?.evidence ?? []).map(({ at, kind, object, value, quality, source, commit }) => ({
    at,
    what: 'evidence',
    values: { kind, object, value, quality, source },
    commit,
    by: source,
  }));
  const history = [...entries, ...evidence].sort((a, b) => a.at - b.at);
  return {
    ...jobRecordOf(view, job),
    history: history.map((entry) => ({ ...entry, values: { ...entry.values }, at: formatTime(entry.at) })),
    estimates: job.estimates.map(({ at, madeAt, by }) => ({ at: formatTime(at), madeAt: formatTime(madeAt), by })),
    outages: job.outages.map((link) => ({ ...link, at: formatTime(link.at) })),
  };
}
