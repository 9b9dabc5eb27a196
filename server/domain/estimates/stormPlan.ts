/** When each waiting outage is likely done, from the crews there are and who goes first (rules T4, T6). */

import type { Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import { planCrews, type WaitingJob } from './crewQueue.ts';
import { type CrewAtWork, type Crews, isBusy } from './crews.ts';
import { type PlannedEnd, remainingWork } from './estimate.ts';
import type { EstimateSettings } from './settings.ts';
import type { Track } from './track.ts';
import type { WorkTimes } from './workTimes.ts';

export type PlanOptions = {
  readonly world: World;
  readonly crews: Crews;
  readonly workTimes: WorkTimes;
  readonly settings: EstimateSettings;
};

type Job = { readonly track: Track; readonly outage: Outage; readonly crew: CrewAtWork | null };

/** Customers out decide; a key place raises an outage to the next step of priority. */
function rankOf({ settings, network, ledger }: World, { customersOut, slot }: Outage, keyPlaces: readonly number[]): number {
  if (!keyPlaces.some((point) => ledger.outageOf[point] === slot)) return customersOut;
  const next = [...settings.priorityCustomers].reverse().find((step) => step > customersOut);
  return next === undefined ? customersOut + network.servicePoints.count : next + customersOut / 1e6;
}

export const keyPlacesOf = ({ network }: World): readonly number[] =>
  network.servicePoints.key.flatMap((key, point) => (key === null ? [] : [point]));

/** Ends by outage id; null when no crew is on duty and nothing can be said. */
export function planEnds(
  { world, crews, workTimes, settings }: PlanOptions,
  open: readonly { readonly track: Track; readonly outage: Outage }[],
  keyPlaces: readonly number[],
  now: number,
): ReadonlyMap<string, PlannedEnd> | null {
  const onDuty = crews.onDuty(now - settings.crewHeardMs);
  if (onDuty.length === 0) return null;
  const jobs: Job[] = open.map((job) => ({ ...job, crew: crews.at(job.outage.id) }));
  const rank = new Map(jobs.map(({ outage }) => [outage.id, rankOf(world, outage, keyPlaces)]));
  const first = (a: Job, b: Job): number =>
    (rank.get(b.outage.id) ?? 0) - (rank.get(a.outage.id) ?? 0) ||
    a.outage.startedAt - b.outage.startedAt ||
    (a.outage.id < b.outage.id ? -1 : 1);
  // Crews that are busy but have not said where are taken to be at what comes first.
  const known = new Set(jobs.flatMap(({ crew }) => (crew ? [crew.id] : [])));
  const elsewhere = onDuty
    .filter((crew) => isBusy(crew) && !known.has(crew.id))
    .sort((a, b) => (a.assignedAt ?? 0) - (b.assignedAt ?? 0) || (a.id < b.id ? -1 : 1));
  const supposed = new Map<string, CrewAtWork>();
  for (const job of jobs.filter(({ crew }) => crew === null).sort(first)) {
    const place = elsewhere.findIndex((crew) => (crew.assignedAt ?? 0) >= job.outage.startedAt);
    if (place < 0) continue;
    for (const crew of elsewhere.splice(place, 1)) supposed.set(job.outage.id, crew);
  }
  const spreads = new Map(jobs.map(({ outage, track }) => [outage.id, workTimes.spread(track.like.device)]));
  const waiting: WaitingJob[] = jobs.map(({ outage, track, crew: there }) => {
    const crew = there ?? supposed.get(outage.id) ?? null;
    const spread = spreads.get(outage.id);
    const startedAt = crew ? (crew.assignedAt ?? crew.statusAt) : null;
    const whole = spread?.median ?? remainingWork({ like: track.like, crew: { enRouteAt: null, arrivedAt: null } }, now, settings);
    const estimated = crew?.estimateAt != null && crew.outage === outage.id && crew.estimateAt > now && startedAt !== null;
    const workMs = estimated ? (crew.estimateAt ?? now) - (startedAt ?? now) : whole;
    return { id: outage.id, priority: rank.get(outage.id) ?? 0, since: outage.startedAt, workMs, startedAt };
  });
  const ends = planCrews(waiting, onDuty.length, now);
  return new Map(
    [...ends].map(([id, at]) => {
      const spread = spreads.get(id) ?? null;
      const [low, high] = spread ? [spread.median - spread.low, spread.high - spread.median] : [0, 0];
      return [id, { at, low: Math.max(now, at - low), high: at + high, learnt: spread !== null }];
    }),
  );
}
