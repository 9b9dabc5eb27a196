/** Finite crews in a storm: who waits for whom decides when each repair ends (rule T6). */

export type WaitingJob = {
  readonly id: string;
  /** Larger goes first. */
  readonly priority: number;
  readonly since: number;
  /** Travel, finding and repair still to do, milliseconds. */
  readonly workMs: number;
  /** A crew is on it already and started then; null while it waits. */
  readonly startedAt: number | null;
};

/** End of each job in epoch milliseconds, when `crews` crews take them in order of priority, older first among equals. */
export function planCrews(jobs: readonly WaitingJob[], crews: number, now: number): Map<string, number> {
  const ends = new Map<string, number>();
  const free: number[] = [];
  for (const job of jobs) {
    if (job.startedAt === null) continue;
    const end = Math.max(now, job.startedAt + job.workMs);
    ends.set(job.id, end);
    free.push(end);
  }
  while (free.length < Math.max(1, crews)) free.push(now);
  free.sort((a, b) => a - b);
  const waiting = jobs.filter((job) => job.startedAt === null);
  waiting.sort((a, b) => b.priority - a.priority || a.since - b.since || (a.id < b.id ? -1 : 1));
  for (const job of waiting) {
    const start = free.shift() ?? now;
    const end = start + job.workMs;
    ends.set(job.id, end);
    free.push(end);
    free.sort((a, b) => a - b);
  }
  return ends;
}
