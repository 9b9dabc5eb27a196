/** Opens jobs: for confirmed outages, for hazards, and by hand; looks first for one that is there already (rules R2, R10, R11, R21). */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import { NONE } from '../network/network.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';
import { started } from './clocks.ts';
import { DUTY_DESK, type Hazard, isOver, type Job, SYSTEM } from './job.ts';
import { type Place, placeOfArea, placeOfBranch, placeOfOutage, placeOfPoint, skillsFor } from './place.ts';
import { changedBy, noted } from './progress.ts';
import type { Shop } from './shop.ts';

export type NewJob = {
  readonly kind: Job['kind'];
  readonly place: Place;
  readonly title: string;
  readonly outage: Outage | null;
  readonly hazard: Hazard | null;
  readonly clockZeroAt: number;
  readonly command: string | null;
  readonly by: string;
  readonly commit: number;
  readonly now: number;
  readonly skills?: readonly string[];
};

const NO_CHECK: Job['rollCheck'] = { needed: false, passedBy: null, reason: null };

/** Rule R10: one lone report is no reason to drive. */
export function rollCheckOf(outage: Outage | null, hazard: Hazard | null, lone: boolean): Job['rollCheck'] {
  if (hazard) return { needed: false, passedBy: 'hazard', reason: null };
  const service = outage?.state === 'predicted' && outage.prediction?.level === 'service';
  if (outage && !service) return outage.state === 'predicted' ? NO_CHECK : { needed: false, passedBy: 'confirmed', reason: null };
  if (!service && !lone) return NO_CHECK;
  const { calls = 1, meters = 0 } = outage?.prediction ?? {};
  return { needed: true, passedBy: meters > 0 ? 'ping' : calls > 1 ? 'second-report' : null, reason: null };
}

export function openJob(shop: Shop, news: NewJob): Job {
  const { jobs, settings, view } = shop;
  const { kind, place, title, outage, hazard, clockZeroAt, command, by, commit, now } = news;
  const id = jobs.newId();
  const blank: Job = {
    id,
    kind,
    status: 'created',
    suspendedAt: null,
    command,
    title,
    outage: outage?.id ?? null,
    outageOpen: outage ? isOpen(outage) : null,
    outages: outage ? [{ at: now, outage: outage.id, why: 'created' }] : [],
    ...place,
    crew: null,
    acknowledgedAt: null,
    owner: DUTY_DESK,
    offeredTo: null,
    hazard,
    rollCheck: rollCheckOf(outage, hazard, kind === 'manual' && place.point !== NONE),
    skillsNeeded: news.skills ?? skillsFor(view.network, place.device),
    adjustment: null,
    clocks: [],
    pauses: [],
    reminders: [],
    steps: [{ status: 'created', at: now, enteredAt: now, by, crew: null, reason: null, lon: null, lat: null, distanceM: null }],
    photos: [],
    notes: [],
    isolations: [],
    cause: null,
    material: null,
    estimates: [],
    help: null,
    history: [],
    createdAt: now,
    clockZeroAt,
    updatedAt: now,
    closedAt: null,
    worked: by !== SYSTEM,
    revision: commit,
    changes: [],
  };
  const timed = started(
    started(blank, 'accept', now, settings.acceptLimitMs),
    'arrival',
    clockZeroAt,
    settings.arriveLimitMs[place.areaClass],
  );
  const guarded = hazard ? started(timed, 'guard', clockZeroAt, settings.hazardGuardMs) : timed;
  const values = { kind, ...(outage ? { outage: outage.id } : {}), ...(hazard ? { hazard: hazard.kind } : {}) };
  const job = jobs.put(changedBy(noted(guarded, { at: now, what: 'created', values, commit, by }), commit, by));
  shop.say({
    type: 'job.created',
    about: id,
    at: now,
    body: {
      kind,
      outage: job.outage,
      clockZeroAt,
      areaClass: job.areaClass,
      device: view.network.branches.ids[job.device] ?? null,
      by,
      command,
    },
  });
  return job;
}

/** Planned and switched interruptions need no crew (rule O6), a trip that may reclose not yet (rule O8). */
export const needsCrew = (outage: Outage): boolean =>
  (outage.state === 'confirmed' || outage.state === 'partially-restored') &&
  outage.origin !== 'planned' &&
  outage.origin !== 'switching' &&
  !outage.possiblyMomentary &&
  !outage.momentary;

const upstreamOf = (view: LiveView, place: Place): number => {
  const { tree } = view.forecast.overlay;
  return place.point === NONE ? NONE : (tree.branch[tree.deviceOfPoint[place.point] ?? NONE] ?? NONE);
};

/** An open job for the same device, the same transformer, or the outage that already explains this place (rule R11). */
export function jobInTheWay({ jobs, view }: Pick<Shop, 'jobs' | 'view'>, place: Place, outage: Outage | null, hazard: boolean): Job | null {
  const above = upstreamOf(view, place);
  const over = outage?.id ?? (place.point === NONE ? null : view.servicePoint(place.point).outage);
  for (const job of jobs.open()) {
    // Danger and dark houses are two things (rule R21).
    if ((job.hazard !== null) !== hazard) continue;
    if (over !== null && job.outage === over) return job;
    const sameDevice = place.device !== NONE && job.device === place.device;
    const sameTransformer = above !== NONE && (job.device === above || upstreamOf(view, job) === above);
    if (sameDevice || (place.point !== NONE && job.point === place.point) || sameTransformer) return job;
  }
  return null;
}

type Creation = Extract<RepairCommand, { readonly type: 'job.create' }>;

/** The place a new job is asked for; null when it names nothing that exists. */
export function whereOf({ view }: Pick<Shop, 'view'>, command: Creation): Place | null {
  const { network } = view;
  if (command.outage !== undefined) {
    const outage = view.outage(command.outage);
    return outage && placeOfOutage(network, outage);
  }
  if (command.servicePoint !== undefined) {
    const point = network.servicePointIndex.get(command.servicePoint);
    return point === undefined ? null : placeOfPoint(network, point);
  }
  if (command.device !== undefined) {
    const branch = network.branchIndex.get(command.device);
    return branch === undefined ? null : placeOfBranch(network, branch);
  }
  return command.lon !== undefined && command.lat !== undefined ? placeOfArea(network, NONE, { lon: command.lon, lat: command.lat }) : null;
}

/** The outage a person's job is about: the one named, else the one that holds the place dark. */
export function outageFor(view: LiveView, command: Creation, place: Place): Outage | null {
  if (command.outage !== undefined) return view.outage(command.outage);
  if (place.point !== NONE) {
    const id = view.servicePoint(place.point).outage;
    return id === null ? null : view.outage(id);
  }
  return place.device === NONE ? null : (view.openOutages().find(({ device }) => device === place.device) ?? null);
}

export const liveJobsOf = ({ jobs }: Pick<Shop, 'jobs'>, outage: string): readonly Job[] =>
  jobs.ofOutage(outage).filter((job) => !isOver(job));
