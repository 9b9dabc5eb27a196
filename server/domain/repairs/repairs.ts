/** The repair desk: jobs from outages, hazards and people, crews, clocks, and what became due (rules R1 to R21). */

import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import type { CrewMessage } from '../../../shared/messages/crew.ts';
import type { Fact } from '../core.ts';
import type { Desk } from '../desk.ts';
import { createDeadlines } from '../estimates/deadlines.ts';
import type { LiveView } from '../view.ts';
import { newlyTold, nextTelling } from './clocks.ts';
import { type ComplianceSums, monthIn, NO_SUMS, sumUp } from './compliance.ts';
import { createConcern } from './concern.ts';
import { type Crew, type CrewBookState, createCrewBook } from './crewBook.ts';
import { hearCrew } from './crewWords.ts';
import { follow, followOutages } from './following.ts';
import { type Callers, hearCall } from './hazards.ts';
import { isOver, type Job, SYSTEM } from './job.ts';
import { createJobBook, type JobBookState } from './jobBook.ts';
import { carryOut } from './orders.ts';
import { type PriorityPart, priorityOf, WAITING_MS } from './priority.ts';
import { refusalOf } from './refusals.ts';
import { type RepairSettings, repairDefaults } from './settings.ts';
import { type Shop, take } from './shop.ts';

const SHOWN_MS = 12 * 3_600_000;

export type RepairsState = {
  readonly jobs: JobBookState;
  readonly crews: CrewBookState;
  readonly callers: readonly (readonly [point: number, at: number])[];
  /** Figures of jobs that left memory. */
  readonly past: ComplianceSums;
};

/** What projections and other desks may ask. */
export type RepairsView = {
  readonly shop: Shop;
  job(id: string): Job | null;
  jobs(): Iterable<Job>;
  /** Open ones, and those that ended within the last half day. */
  shown(): readonly Job[];
  openCount(): number;
  ofOutage(outage: string): readonly Job[];
  crew(id: string): Crew | null;
  crews(): Iterable<Crew>;
  priority(job: Job): readonly PriorityPart[];
  concern: ReturnType<typeof createConcern>;
  compliance(now: number): ComplianceSums;
};

export type Repairs = Desk<RepairCommand, RepairsState> & { readonly view: RepairsView };

export type RepairsOptions = { readonly view: LiveView; readonly settings?: Partial<RepairSettings>; readonly saved: RepairsState | null };

export function createRepairs({ view, settings: changed = {}, saved }: RepairsOptions): Repairs {
  const settings = { ...repairDefaults, ...changed };
  const jobs = createJobBook(saved?.jobs ?? null);
  const crews = createCrewBook(saved?.crews ?? null);
  const callers: Callers = new Map(saved?.callers);
  const monthAt = monthIn(view.network.timeZone);
  const concern = createConcern(view);
  const looks = createDeadlines();
  const drawn = new Set<string>();
  let past = saved?.past ?? NO_SUMS;
  let facts: Fact[] = [];
  /** Without a state to go on from, outages may be open that nobody has looked at. */
  let lookAtAll = saved === null;
  const shop: Shop = { view, settings, jobs, crews, say: (fact) => void facts.push(fact) };

  /** Next moment at which something about this job changes by itself. */
  function plan(job: Job, now: number): void {
    if (isOver(job)) return looks.clear(job.id);
    let next = job.clockZeroAt + (Math.floor((now - job.clockZeroAt) / WAITING_MS) + 1) * WAITING_MS;
    for (const clock of job.clocks) next = Math.min(next, nextTelling(clock, job.pauses, settings) ?? next);
    looks.set(job.id, Math.max(next, now + 1));
  }

  for (const job of jobs.open()) plan(job, view.now());

  /** Rule R9: amber, county, city, province, each told once. */
  function tell(job: Job, now: number): void {
    const clocks = job.clocks.map((clock) => {
      const due = newlyTold(clock, job.pauses, now, settings);
      for (const [level, at] of due) {
        const type = level === 'amber' ? 'job.amber' : level === 'county' ? 'job.breached' : 'job.escalated';
        const body = { clock: clock.clock, level, limitMs: clock.limitMs, outage: job.outage, crew: job.crew, owner: job.owner };
        facts.push({ type, about: job.id, at: level === 'county' ? at - 1 : at, body });
      }
      const last = due.at(-1);
      return last ? { ...clock, told: last[0] } : clock;
    });
    if (clocks.some((clock, i) => clock !== job.clocks[i])) jobs.put({ ...job, clocks });
    else jobs.touch(job.id);
  }

  /** The oldest that ended live on in the figures and in the journal. */
  function forget(now: number): void {
    if (jobs.size() - jobs.openCount() <= settings.endedKept * 1.1) return;
    const ended = [...jobs.all()].filter((job) => isOver(job) && (job.closedAt ?? 0) < now - settings.reopenWindowMs);
    ended.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0) || (a.id < b.id ? -1 : 1));
    const gone = ended.slice(settings.endedKept);
    past = sumUp(past, gone, { now, settings, monthAt });
    for (const { id } of gone) jobs.forget(id);
  }

  /** Said to be restored: from now on the evidence has the word (rule R18). */
  function verify(job: Job, { commit, now }: { readonly commit: number; readonly now: number }): Job {
    if (job.status !== 'restored') return job;
    const last = job.changes.at(-1);
    const who = last?.commit === commit ? last.who : SYSTEM;
    const at = job.steps.at(-1)?.at ?? now;
    return take(shop, job, { status: 'verifying', at, enteredAt: now, by: SYSTEM, reason: null, lon: null, lat: null, commit, who });
  }

  /** What a phone said of a job reaches the estimates as if the crew had sent it (rule T1). */
  function tellEstimator(id: string, command: RepairCommand, now: number): void {
    const job = jobs.get(id);
    if (!job || job.crew === null || job.outage === null) return;
    const crew = crews.get(job.crew);
    const estimateAt = command.type === 'job.setEstimate' || command.type === 'job.setStatus' ? (job.estimates.at(-1)?.at ?? null) : null;
    const status =
      command.type === 'job.setStatus' || command.type === 'job.assign'
        ? job.status === 'dispatched'
          ? 'assigned'
          : (crew?.status ?? null)
        : null;
    if (status === null && estimateAt === null) return;
    const message: CrewMessage = {
      kind: 'crew',
      id: job.crew,
      area: null,
      at: now,
      source: 'repairs',
      seq: null,
      eventId: null,
      quality: 'good',
      test: false,
      replay: false,
      timeSuspect: false,
      lat: null,
      lon: null,
      status,
      job: job.outage,
      estimateAt,
      note: null,
    };
    view.estimator.hear(message, now);
  }

  return {
    hear(message, moment) {
      if (message.kind === 'crew') hearCrew(shop, message, moment);
      else if (message.kind === 'call') hearCall(shop, callers, message, moment);
    },
    check: (command, actor) => refusalOf(shop, command, actor),
    carryOut(command, actor, moment) {
      carryOut(shop, command, actor, moment);
      if ('job' in command) tellEstimator(command.job, command, moment.now);
    },
    settle({ outages }, moment) {
      const { now } = moment;
      followOutages(shop, lookAtAll ? [...new Set([...outages, ...view.openOutages().map(({ id }) => id)])] : outages, moment);
      lookAtAll = false;
      for (const id of looks.takeDue(now)) {
        const job = jobs.get(id);
        if (!job || isOver(job)) continue;
        tell(job, now);
        const outage = job.outage === null ? null : view.outage(job.outage);
        if (outage?.state === 'void') follow(shop, jobs.get(id) ?? job, outage, moment);
      }
      for (const id of jobs.takeTouched()) {
        drawn.add(id);
        const job = jobs.get(id);
        if (job) plan(verify(job, moment), now);
        if (job?.crew) crews.touch(job.crew);
      }
      jobs.takeTouched();
      forget(now);
    },
    nextDeadline: () => looks.earliest(),
    takeFacts() {
      const taken = facts;
      facts = [];
      return taken;
    },
    takeTouched() {
      const touched = [...drawn].map((id) => ({ kind: 'job' as const, id }));
      drawn.clear();
      const outages = jobs.takeRelinked().map((id) => ({ kind: 'outage' as const, id }));
      return [...touched, ...outages, ...crews.takeTouched().map((id) => ({ kind: 'crew' as const, id }))];
    },
    state: () => ({ jobs: jobs.state(), crews: crews.state(), callers: [...callers], past }),
    view: {
      shop,
      job: jobs.get,
      jobs: jobs.all,
      shown: () => [...jobs.all()].filter((job) => !isOver(job) || view.now() - (job.closedAt ?? 0) < SHOWN_MS),
      openCount: jobs.openCount,
      ofOutage: jobs.ofOutage,
      crew: crews.get,
      crews: crews.all,
      priority: (job) => priorityOf(job, concern(job.outage === null ? null : view.outage(job.outage)), view.now(), settings),
      concern,
      compliance: (now) => sumUp(past, jobs.all(), { now, settings, monthAt }),
    },
  };
}
