/** Calls that concern jobs: a wire down makes one at once, a repeated call reminds of one (rules P2, R19, R21). */

import type { CallMessage } from '../../../shared/messages/call.ts';
import { NONE } from '../network/network.ts';
import { isOver, type Job } from './job.ts';
import { jobInTheWay, liveJobsOf, openJob } from './opening.ts';
import { remind } from './paperwork.ts';
import { placeOfArea, placeOfPoint } from './place.ts';
import type { Shop } from './shop.ts';

type When = { readonly commit: number; readonly now: number };

const CALLER = { user: 'caller', name: 'caller', role: 'customer-service', areas: null } as const;

/** Service points that called; an old one calls again as if for the first time. */
const MOST_CALLERS = 50_000;

export type Callers = Map<number, number>;

function hazard(shop: Shop, message: CallMessage, point: number, { commit, now }: When): Job {
  const { network } = shop.view;
  const area = message.area === null ? NONE : (network.areaIndex.get(message.area) ?? NONE);
  const place = point === NONE ? placeOfArea(network, area, { lon: null, lat: null }) : placeOfPoint(network, point);
  const text = message.text ?? message.address;
  const known = point === NONE ? null : jobInTheWay(shop, place, null, true);
  if (known) {
    const note = { at: message.at, enteredAt: now, by: CALLER.user, crew: null, text: text ?? message.id };
    return shop.jobs.put({ ...known, notes: [...known.notes, note] });
  }
  return openJob(shop, {
    kind: 'hazard',
    place,
    title: network.servicePoints.addresses[point] ?? message.address ?? network.servicePoints.ids[point] ?? message.id,
    outage: null,
    hazard: { kind: 'wire-down', call: message.id, text, guardedAt: null, guardedBy: null, safeAt: null, safeBy: null },
    clockZeroAt: Math.min(message.at, now),
    command: null,
    by: 'system',
    commit,
    now,
  });
}

export function hearCall(shop: Shop, callers: Callers, message: CallMessage, when: When): void {
  if (message.replay || message.test || message.quality === 'invalid') return;
  const point = shop.view.forecast.calls.get(message.id)?.point ?? NONE;
  if (message.trouble === 'wire-down') {
    hazard(shop, message, point, when);
    return;
  }
  if (point === NONE || (message.trouble !== 'no-power' && message.trouble !== 'partial')) return;
  const before = callers.get(point);
  callers.delete(point);
  callers.set(point, message.at);
  const oldest = callers.size > MOST_CALLERS ? callers.keys().next().value : undefined;
  if (oldest !== undefined) callers.delete(oldest);
  const { outage, since } = shop.view.servicePoint(point);
  if (before === undefined || outage === null || before < (since ?? before)) return;
  const [job] = liveJobsOf(shop, outage);
  if (!job || isOver(job)) return;
  const at = Math.min(message.at, when.now);
  remind(shop, job, { point, text: message.text, answered: true }, { actor: CALLER, who: CALLER.user, at, ...when });
}
