/** All jobs in memory, found by id, outage and crew; remembers which changed. */

import { jobId } from '../../../shared/ids.ts';
import { isOver, isWithCrew, type Job } from './job.ts';

export type JobBookState = { readonly jobs: readonly Job[]; readonly next: number };

export type JobBook = ReturnType<typeof createJobBook>;

export function createJobBook(saved: JobBookState | null) {
  const jobs = new Map<string, Job>();
  const byOutage = new Map<string, Set<string>>();
  const byCrew = new Map<string, Set<string>>();
  const open = new Set<string>();
  let next = saved?.next ?? 1;
  let touched = new Set<string>();
  /** Outages whose list of jobs changed. */
  let relinked = new Set<string>();

  function link(map: Map<string, Set<string>>, key: string | null, id: string): void {
    if (key === null) return;
    const ids = map.get(key);
    if (ids) ids.add(id);
    else map.set(key, new Set([id]));
  }
  function unlink(map: Map<string, Set<string>>, key: string | null, id: string): void {
    const ids = key === null ? undefined : map.get(key);
    if (!ids || key === null) return;
    ids.delete(id);
    if (ids.size === 0) map.delete(key);
  }

  function put(job: Job): Job {
    const before = jobs.get(job.id);
    if (before === job) return job;
    if (before) unlink(byOutage, before.outage, job.id);
    if (before) unlink(byCrew, before.crew, job.id);
    jobs.set(job.id, job);
    if (before?.outage !== job.outage) for (const id of [before?.outage, job.outage]) if (id) relinked.add(id);
    link(byOutage, job.outage, job.id);
    link(byCrew, isWithCrew(job) ? job.crew : null, job.id);
    if (isOver(job)) open.delete(job.id);
    else open.add(job.id);
    touched.add(job.id);
    return job;
  }

  const listed = (ids: ReadonlySet<string> | undefined): readonly Job[] => [...(ids ?? [])].flatMap((id) => jobs.get(id) ?? []);

  for (const job of saved?.jobs ?? []) put(job);
  touched = new Set();
  relinked = new Set();

  return {
    put,
    get: (id: string): Job | null => jobs.get(id) ?? null,
    all: (): Iterable<Job> => jobs.values(),
    size: (): number => jobs.size,
    open: (): readonly Job[] => listed(open),
    openCount: (): number => open.size,
    ofOutage: (outage: string): readonly Job[] => listed(byOutage.get(outage)),
    /** Waiting for this crew or worked on by it: the active ones first, then in the order in which they were given. */
    ofCrew: (crew: string): readonly Job[] => listed(byCrew.get(crew)),
    newId(): string {
      const id = jobId(next);
      next += 1;
      return id;
    },
    /** Its record has to be drawn again although nothing in it changed: figures of its outage, its clocks. */
    touch: (id: string): void => void touched.add(id),
    takeTouched(): readonly string[] {
      const taken = [...touched];
      touched = new Set();
      return taken;
    },
    takeRelinked(): readonly string[] {
      const taken = [...relinked];
      relinked = new Set();
      return taken;
    },
    forget(id: string): void {
      const job = jobs.get(id);
      if (!job) return;
      unlink(byOutage, job.outage, id);
      unlink(byCrew, job.crew, id);
      jobs.delete(id);
      open.delete(id);
      touched.add(id);
    },
    state: (): JobBookState => ({ jobs: [...jobs.values()], next }),
  };
}
