/** Keeps jobs with their outages: new, merged, split, restored, void, and those whose id evidence took back (rules R2, R11, R14, R18). */

import { NONE } from '../network/network.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import { stoppedInstead } from './clocks.ts';
import { rankOf } from './edges.ts';
import { isActive, isOver, type Job, SYSTEM } from './job.ts';
import { liveJobsOf, needsCrew, openJob, rollCheckOf } from './opening.ts';
import { placeOfOutage } from './place.ts';
import { changedBy, noted } from './progress.ts';
import { type Shop, takeBySystem } from './shop.ts';

type When = { readonly commit: number; readonly now: number };

/** The outage that stands now for one that is gone: on the same device, or the one that holds the same service point. */
function replacementOf({ view }: Shop, job: Job): Outage | null {
  let found: Outage | null = null;
  for (const outage of view.outages()) {
    if (outage.device !== job.device || (job.point !== NONE && outage.prediction && outage.prediction.point !== job.point)) continue;
    const better = !found || (isOpen(outage) && !isOpen(found)) || (isOpen(outage) === isOpen(found) && outage.startedAt > found.startedAt);
    if (outage.state !== 'void' && better) found = outage;
  }
  if (found || job.point === NONE) return found;
  const { outage } = view.servicePoint(job.point);
  return outage === null ? null : view.outage(outage);
}

export function attach(shop: Shop, job: Job, outage: Outage | null, why: string, by: string, { commit, now }: When): Job {
  const place = outage && outage.device !== job.device && job.kind === 'outage' ? placeOfOutage(shop.view.network, outage) : null;
  const moved: Job = {
    ...job,
    // Area and promise stay those of its first place: the clocks run by them.
    ...(place ? { device: place.device, point: place.point, lon: place.lon, lat: place.lat } : {}),
    outage: outage?.id ?? null,
    outageOpen: outage ? isOpen(outage) : null,
    outages: [...job.outages, { at: now, outage: outage?.id ?? null, why }],
  };
  const values = { from: job.outage ?? '', to: outage?.id ?? '', why };
  shop.say({ type: 'job.attached', about: job.id, at: now, body: { from: job.outage, to: outage?.id ?? null, why, by } });
  return shop.jobs.put(changedBy(noted(moved, { at: now, what: 'attached', values, commit, by }), commit, by));
}

const cancel = (shop: Shop, job: Job, reason: string, { commit, now }: When): Job =>
  takeBySystem(shop, job, 'cancelled', now, reason, commit, now);

/** Two untouched jobs for one trouble become one; what people worked on stays (rule R11). */
function joinOthers(shop: Shop, job: Job, when: When): void {
  if (job.outage === null || job.worked || job.status !== 'created') return;
  const other = liveJobsOf(shop, job.outage).find(({ id, kind }) => id !== job.id && kind === 'outage');
  if (other) cancel(shop, job, `attached-to ${other.id}`, when);
}

function followVoid(shop: Shop, job: Job, outage: Outage, when: When): void {
  const into = outage.mergedInto === null ? null : shop.view.outage(outage.mergedInto);
  if (into) {
    const moved = attach(shop, job, into, 'merged', SYSTEM, when);
    joinOthers(shop, moved, when);
    follow(shop, moved, into, when);
    return;
  }
  const untouched = !job.worked && job.status === 'created';
  // A device that trips again within its sequence is the same trouble (rule O12): the job waits that long.
  const settled = outage.voidReason !== 'momentary' || when.now - (outage.endedAt ?? when.now) >= shop.view.settings.recloseWindowMs;
  if (untouched && settled) cancel(shop, job, `outage-void ${outage.voidReason ?? ''}`.trim(), when);
  else if (job.outageOpen !== false) shop.jobs.put({ ...job, outageOpen: false });
}

/** Supply is back: nobody drives for it any more, who is there has done it (rules R2, R6). */
function followRestored(shop: Shop, job: Job, outage: Outage, { commit, now }: When): void {
  const at = outage.restoredAt ?? outage.endedAt ?? now;
  let next: Job = job.outageOpen === false ? job : shop.jobs.put({ ...job, outageOpen: false });
  if (job.status === 'suspended' || isOver(job)) return;
  if (rankOf(job.status) < rankOf('restored')) next = takeBySystem(shop, next, 'restored', at, 'supply-back', commit, now);
  if (next.status === 'restored') next = takeBySystem(shop, next, 'verifying', at, null, commit, now);
  const clock = next.clocks.find((each) => each.clock === 'restore');
  if (clock && clock.stoppedAt !== null && clock.stoppedAt !== Math.max(at, clock.startedAt))
    shop.jobs.put(stoppedInstead(next, 'restore', at));
}

/** It is dark again, or still (rules O20, O21). */
function followReopened(shop: Shop, job: Job, { commit, now }: When): void {
  const open = shop.jobs.put({ ...job, outageOpen: true });
  const verifying = open.status === 'closed' ? takeBySystem(shop, open, 'verifying', now, 'outage-open-again', commit, now) : open;
  if (verifying.status === 'verifying') takeBySystem(shop, verifying, 'repairing', now, 'outage-open-again', commit, now);
}

/** Brings one job up to what is known of its outage. */
export function follow(shop: Shop, job: Job, outage: Outage, when: When): void {
  const check = job.rollCheck.needed && job.rollCheck.passedBy === null ? rollCheckOf(outage, job.hazard, true) : job.rollCheck;
  const current = check.passedBy === job.rollCheck.passedBy ? job : shop.jobs.put({ ...job, rollCheck: { ...check, needed: true } });
  switch (outage.state) {
    case 'void':
      if (!isOver(current)) followVoid(shop, current, outage, when);
      return;
    case 'restored':
    case 'closed':
      followRestored(shop, current, outage, when);
      return;
    case 'predicted':
    case 'confirmed':
    case 'partially-restored':
      if (current.outageOpen === false && needsCrew(outage)) followReopened(shop, current, when);
      return;
  }
}

/** Its id is gone: forgotten after its end, or taken back by later evidence. */
function followGone(shop: Shop, job: Job, when: When): void {
  if (isOver(job) || job.outageOpen !== true) return;
  const outage = replacementOf(shop, job);
  if (outage) {
    const moved = attach(shop, job, outage, 'evidence', SYSTEM, when);
    joinOthers(shop, moved, when);
    const kept = shop.jobs.get(job.id);
    if (kept && !isOver(kept)) follow(shop, kept, outage, when);
    return;
  }
  if (!job.worked && !isActive(job)) cancel(shop, attach(shop, job, null, 'evidence', SYSTEM, when), 'outage-withdrawn', when);
  else attach(shop, job, null, 'evidence', SYSTEM, when);
}

/** Rule R11 for the system: an open job on the device that lost its outage takes it over. */
function takeOver(shop: Shop, outage: Outage, when: When): boolean {
  const free = shop.jobs.open().find((job) => job.outage === null && job.hazard === null && job.device === outage.device);
  if (!free) return false;
  attach(shop, free, outage, 'same-device', SYSTEM, when);
  return true;
}

export function openFor(shop: Shop, outage: Outage, { commit, now }: When): void {
  const { network } = shop.view;
  const place = placeOfOutage(network, outage);
  openJob(shop, {
    kind: 'outage',
    place,
    title: network.branches.names[outage.device] ?? network.branches.ids[outage.device] ?? outage.id,
    outage,
    hazard: null,
    clockZeroAt: Math.min(outage.startedAt, now),
    command: null,
    by: SYSTEM,
    commit,
    now,
  });
}

/** First the jobs there are, so that a new outage finds the ones set free. */
export function followOutages(shop: Shop, ids: Iterable<string>, when: When): void {
  const changed = [...ids];
  for (const id of changed) {
    const outage = shop.view.outage(id);
    for (const job of shop.jobs.ofOutage(id)) {
      if (!outage) followGone(shop, job, when);
      else follow(shop, job, outage, when);
      shop.jobs.touch(job.id);
    }
  }
  for (const id of changed) {
    const outage = shop.view.outage(id);
    // One that a person cancelled stays cancelled: somebody else repairs it.
    if (!outage || !needsCrew(outage) || shop.jobs.ofOutage(id).some((job) => !isOver(job) || (job.worked && job.status === 'cancelled')))
      continue;
    if (!takeOver(shop, outage, when)) openFor(shop, outage, when);
  }
}
