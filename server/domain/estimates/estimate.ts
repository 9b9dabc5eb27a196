/** One estimate of restoration from all that is known: the strongest source decides, with its spread (rules T1 to T5, T9). */

import type { AreaClass } from '../../../shared/network.ts';
import type { Durations, Likeness } from './durations.ts';
import type { EstimateSettings } from './settings.ts';

export type EstimateSource = 'crew' | 'dispatcher' | 'job' | 'statistics' | 'ceiling';

export type Estimated = {
  readonly at: number;
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly source: EstimateSource;
};

/** End by the plan of finite crews, with what crews' own spread makes of it. */
export type PlannedEnd = {
  readonly at: number;
  readonly low: number;
  readonly high: number;
  /** The work was learnt from crews, not taken from the rule book. */
  readonly learnt: boolean;
};

export type EstimateCase = {
  readonly like: Likeness;
  readonly startedAt: number;
  readonly confirmedAt: number;
  /** A person's word, strongest first: crew on site, dispatcher, job assessment. */
  readonly said: { readonly crew: number | null; readonly dispatcher: number | null; readonly job: number | null };
  /** A crew is on its way or there. */
  readonly crew: { readonly enRouteAt: number | null; readonly arrivedAt: number | null };
  /** null when no crew is known to be on duty. */
  readonly plannedEnd: PlannedEnd | null;
};

const SOURCE_RANK: readonly EstimateSource[] = ['crew', 'dispatcher', 'job', 'statistics', 'ceiling'];

/** true when `next` may replace `held`: a person's value is never overwritten by the system (rule T1). */
export const outranks = (next: EstimateSource, held: EstimateSource): boolean =>
  SOURCE_RANK.indexOf(next) <= SOURCE_RANK.indexOf(held) || SOURCE_RANK.indexOf(held) >= 3;

/** Travel, finding and repair that are still to do, by the default minutes (rules T4, T5). */
export function remainingWork({ like, crew }: Pick<EstimateCase, 'like' | 'crew'>, now: number, settings: EstimateSettings): number {
  const repair = settings.repairMs[like.device];
  if (crew.arrivedAt !== null) return Math.max(0, crew.arrivedAt + settings.assessMs + repair - now);
  const travel = settings.travelMs[like.area];
  const travelLeft = crew.enRouteAt === null ? travel : Math.max(0, crew.enRouteAt + travel - now);
  return travelLeft + settings.assessMs + repair;
}

/** "No later than": what the service promise allows (rule T3). */
export const ceiling = (confirmedAt: number, area: AreaClass, settings: EstimateSettings): number =>
  confirmedAt + settings.arriveLimitMs[area] + settings.restoreLimitMs[area];

/** The estimate as it stands now; never in the past (rule T9). */
export function estimate(outage: EstimateCase, durations: Durations, now: number, settings: EstimateSettings): Estimated {
  const { said, like, startedAt, plannedEnd } = outage;
  if (said.crew !== null && said.crew > now) return { at: said.crew, earliest: null, latest: null, source: 'crew' };
  if (said.dispatcher !== null && said.dispatcher > now) return { at: said.dispatcher, earliest: null, latest: null, source: 'dispatcher' };
  if (said.job !== null && said.job > now) return { at: said.job, earliest: null, latest: null, source: 'job' };
  const elapsed = Math.max(0, now - startedAt);
  const spread = durations.spread(like, elapsed, settings.statMin);
  const byCrews = plannedEnd?.learnt ? plannedEnd : null;
  if (spread || byCrews) {
    const median = spread ? startedAt + spread.median : null;
    const at = Math.max(now, blend(median, byCrews?.at ?? null, settings.planShare));
    const earliest = blend(spread ? startedAt + spread.low : null, byCrews?.low ?? null, settings.planShare);
    const latest = blend(spread ? startedAt + spread.high : null, byCrews?.high ?? null, settings.planShare);
    return { at, earliest: Math.min(at, Math.max(earliest, now)), latest: Math.max(latest, at), source: 'statistics' };
  }
  const work = plannedEnd?.at ?? now + remainingWork(outage, now, settings);
  const limit = ceiling(outage.confirmedAt, like.area, settings);
  if (work <= limit || plannedEnd !== null)
    return { at: Math.max(work, now), earliest: null, latest: Math.max(limit, work), source: 'job' };
  return { at: Math.max(limit, now), earliest: null, latest: null, source: 'ceiling' };
}

/** Between two views of one time, or the one there is. */
function blend(past: number | null, planned: number | null, planShare: number): number {
  if (past === null) return planned ?? 0;
  return planned === null ? past : past + (planned - past) * planShare;
}
