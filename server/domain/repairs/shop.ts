/** What every part of the repair desk works with. */

import type { Fact } from '../core.ts';
import type { LiveView } from '../view.ts';
import type { CrewBook } from './crewBook.ts';
import { type Job, SYSTEM } from './job.ts';
import type { JobBook } from './jobBook.ts';
import { type StepNews, stepped } from './progress.ts';
import type { RepairSettings } from './settings.ts';

export type Shop = {
  readonly view: LiveView;
  readonly settings: RepairSettings;
  readonly jobs: JobBook;
  readonly crews: CrewBook;
  say(fact: Fact): void;
};

/** Takes a step and says so. */
export function take({ jobs, settings, say }: Shop, job: Job, news: StepNews): Job {
  const next = jobs.put(stepped(job, news, settings));
  const { status, at, enteredAt, by, reason, distanceM = null } = news;
  say({
    type: 'job.step',
    about: job.id,
    at,
    body: { from: job.status, to: status, enteredAt, by, reason, crew: job.crew, distanceM, outage: job.outage },
  });
  return next;
}

/** A step that follows from evidence. */
export const takeBySystem = (
  shop: Shop,
  job: Job,
  status: Job['status'],
  at: number,
  reason: string | null,
  commit: number,
  now: number,
): Job => take(shop, job, { status, at: Math.min(at, now), enteredAt: now, by: SYSTEM, reason, lon: null, lat: null, commit, who: SYSTEM });
