/** Which crews could go, the best first, with the reasons; a person decides (rules R1, T4). */

import type { CrewSuggestions } from '../../../shared/records/crew.ts';
import type { Crew } from './crewBook.ts';
import { isActive, type Job } from './job.ts';
import { metresBetween } from './place.ts';
import type { Shop } from './shop.ts';

type Suggested = {
  readonly crew: Crew;
  readonly score: number;
  readonly travelMinutes: number | null;
  readonly distanceM: number | null;
  readonly freeAt: number | null;
  readonly fits: boolean;
  readonly reasons: CrewSuggestions['items'][number]['reasons'];
};

const MINUTE = 60_000;
/** A job a crew has not told the end of, and each one waiting in its queue. */
const USUAL_JOB_MIN = 60;
const UNKNOWN_TRAVEL_MIN = 45;
const PENALTY = { skills: 240, silent: 30, shift: 60, off: 1000 };

function judge(shop: Shop, job: Job, crew: Crew, now: number): Suggested {
  const { settings, jobs } = shop;
  const reasons: Suggested['reasons'] = [];
  const direct = metresBetween(crew, job);
  const distanceM = direct === null ? null : Math.round(direct * settings.detour);
  const travelMinutes = distanceM === null ? null : Math.ceil(distanceM / settings.travelMPerMin[job.areaClass]);
  if (distanceM !== null)
    reasons.push({ code: 'distance', values: { metres: distanceM } }, { code: 'travel', values: { minutes: travelMinutes ?? 0 } });
  else reasons.push({ code: 'no-position', values: {} });
  let score = travelMinutes ?? UNKNOWN_TRAVEL_MIN;

  const queue = jobs.ofCrew(crew.id).filter(({ id }) => id !== job.id);
  const working = queue.find(isActive);
  const waiting = queue.length - (working ? 1 : 0);
  const left = working ? (crew.estimateAt === null ? USUAL_JOB_MIN : Math.max(5, Math.round((crew.estimateAt - now) / MINUTE))) : 0;
  if (working) reasons.push({ code: 'busy', values: { job: working.id, minutes: left } });
  if (waiting > 0) reasons.push({ code: 'queue', values: { jobs: waiting } });
  const untilFree = left + waiting * USUAL_JOB_MIN;
  score += untilFree;

  const missing = crew.skills.length === 0 ? [] : job.skillsNeeded.filter((skill) => !crew.skills.includes(skill));
  if (missing.length > 0) {
    score += PENALTY.skills;
    reasons.push({ code: 'skills-missing', values: { skills: missing.join(', ') } });
  } else if (job.skillsNeeded.length > 0 && crew.skills.length > 0)
    reasons.push({ code: 'skills-fit', values: { skills: job.skillsNeeded.join(', ') } });

  const doneAt = now + (score + USUAL_JOB_MIN) * MINUTE;
  if (crew.shift && crew.shift.endsAt < doneAt) {
    score += PENALTY.shift;
    reasons.push({ code: 'shift-ends', values: { minutes: Math.round((crew.shift.endsAt - now) / MINUTE) } });
  }
  const silentMs = crew.heardAt === null ? Number.POSITIVE_INFINITY : now - crew.heardAt;
  if (silentMs > settings.crewSilentMs) {
    score += PENALTY.silent;
    reasons.push({ code: 'silent', values: Number.isFinite(silentMs) ? { minutes: Math.round(silentMs / MINUTE) } : {} });
  }
  if (crew.status === 'off-duty') {
    score += PENALTY.off;
    reasons.push({ code: 'off-duty', values: {} });
  }
  const fits = missing.length === 0 && crew.status !== 'off-duty' && queue.length < crew.capacity;
  return { crew, score, travelMinutes, distanceM, freeAt: untilFree > 0 ? now + untilFree * MINUTE : null, fits, reasons };
}

/** Those that fit first, the sooner there the better; ties by id. */
export function suggestCrews(shop: Shop, job: Job, now: number): readonly Suggested[] {
  return [...shop.crews.all()]
    .map((crew) => judge(shop, job, crew, now))
    .sort((a, b) => Number(b.fits) - Number(a.fits) || a.score - b.score || (a.crew.id < b.crew.id ? -1 : 1));
}
