/** The promises of a job counted to the millisecond, with pauses that hold them (rules R4 to R9, R21). */

import type { ClockName } from '../../../shared/records/job.ts';
import { type Clock, type Job, type Pause, TOLD, type Told } from './job.ts';
import type { RepairSettings } from './settings.ts';

export type Level = 'running' | 'amber' | 'breach' | 'met' | 'breached';

/** Pauses that a supervisor approved, oldest first; they never overlap. */
const holding = (pauses: readonly Pause[]): readonly Pause[] => pauses.filter(({ approvedBy }) => approvedBy !== null);

/** Milliseconds of approved pauses between two moments. */
export function pausedWithin(pauses: readonly Pause[], from: number, to: number): number {
  let sum = 0;
  for (const pause of holding(pauses)) sum += Math.max(0, Math.min(pause.to ?? to, to) - Math.max(pause.from, from));
  return sum;
}

/** When so much unpaused time will have passed; null while a pause without end holds the clock. */
export function momentAfter(startedAt: number, spanMs: number, pauses: readonly Pause[]): number | null {
  let end = startedAt + spanMs;
  for (const { from, to } of holding(pauses)) {
    if (from >= end || (to !== null && to <= startedAt)) continue;
    if (to === null) return null;
    end += to - Math.max(from, startedAt);
  }
  return end;
}

export const dueAt = (clock: Clock, pauses: readonly Pause[]): number | null => momentAfter(clock.startedAt, clock.limitMs, pauses);

/** A promise is kept at the very moment it ends, and broken after it. */
export function levelAt(clock: Clock, pauses: readonly Pause[], now: number, amberShare: number): Level {
  if (clock.stoppedAt !== null) {
    const used = clock.stoppedAt - clock.startedAt - pausedWithin(pauses, clock.startedAt, clock.stoppedAt);
    return used <= clock.limitMs ? 'met' : 'breached';
  }
  const used = now - clock.startedAt - pausedWithin(pauses, clock.startedAt, now);
  if (used > clock.limitMs) return 'breach';
  return used >= clock.limitMs * amberShare ? 'amber' : 'running';
}

/** How far up it has to be told by now, and the moment each level is reached. */
function ladderOf(clock: Clock, pauses: readonly Pause[], settings: RepairSettings): readonly (readonly [Told, number | null])[] {
  const due = dueAt(clock, pauses);
  const after = (ms: number): number | null => (due === null ? null : due + ms);
  return [
    ['amber', momentAfter(clock.startedAt, clock.limitMs * settings.amberShare, pauses)],
    ['county', after(1)],
    ['city', after(settings.escalateCityMs)],
    ['province', after(settings.escalateProvinceMs)],
  ];
}

/** What has become due since it was last told, with the moments. */
export function newlyTold(
  clock: Clock,
  pauses: readonly Pause[],
  now: number,
  settings: RepairSettings,
): readonly (readonly [Told, number])[] {
  if (clock.stoppedAt !== null) return [];
  const known = TOLD.indexOf(clock.told);
  return ladderOf(clock, pauses, settings).flatMap(([told, at]) =>
    at !== null && at <= now && TOLD.indexOf(told) > known ? [[told, at] as const] : [],
  );
}

/** Next moment at which something has to be told, null when none is known. */
export function nextTelling(clock: Clock, pauses: readonly Pause[], settings: RepairSettings): number | null {
  if (clock.stoppedAt !== null) return null;
  const known = TOLD.indexOf(clock.told);
  for (const [told, at] of ladderOf(clock, pauses, settings)) if (TOLD.indexOf(told) > known) return at;
  return null;
}

export const started = (job: Job, name: ClockName, startedAt: number, limitMs: number): Job =>
  job.clocks.some(({ clock }) => clock === name)
    ? job
    : {
        ...job,
        clocks: [...job.clocks, { clock: name, startedAt, limitMs, stoppedAt: null, counts: true, told: 'none', breachReason: null }],
      };

/** A clock that was stopped before stays as it was. */
export const stopped = (job: Job, name: ClockName, at: number, counts = true): Job => ({
  ...job,
  clocks: job.clocks.map((clock) =>
    clock.clock === name && clock.stoppedAt === null ? { ...clock, stoppedAt: Math.max(at, clock.startedAt), counts } : clock,
  ),
});

/** Evidence moved the moment at which it ended. */
export const stoppedInstead = (job: Job, name: ClockName, at: number): Job => ({
  ...job,
  clocks: job.clocks.map((clock) =>
    clock.clock === name && clock.stoppedAt !== null ? { ...clock, stoppedAt: Math.max(at, clock.startedAt) } : clock,
  ),
});

export const goesOn = (job: Job, name: ClockName): Job => ({
  ...job,
  clocks: job.clocks.map((clock) => (clock.clock === name ? { ...clock, stoppedAt: null, counts: true } : clock)),
});

export const pauseNow = (job: Pick<Job, 'pauses'>): Pause | null => job.pauses.find(({ to }) => to === null) ?? null;
