/** A supervisor of the demo: gives jobs to the crews that go there, asks them for what closing needs, closes; says all of it as commands anybody could give. */

import type { OutageCommand } from '../../shared/commands/outageCommands.ts';
import type { RepairCommand } from '../../shared/commands/repairCommands.ts';
import type { JobRecord, JobStatus } from '../../shared/records/job.ts';
import { metres } from '../grid.ts';
import type { Repairs } from '../repairs.ts';
import { crewName } from '../sources/crewReports.ts';
import type { World } from '../world.ts';
import type { Fault, WorldEvent } from '../worldEvent.ts';

type CrewEvent = Extract<WorldEvent, { type: 'crew' }>;
type Ordered = RepairCommand | Extract<OutageCommand, { readonly type: 'outage.closeWithReason' }>;
type Unnamed<C> = C extends Ordered ? Omit<C, 'id'> : never;

export type Deed =
  | { readonly type: 'command'; readonly command: Unnamed<Ordered> }
  | {
      readonly type: 'photo';
      readonly job: string;
      readonly photo: string;
      readonly moment: 'before' | 'after';
      readonly lon: number;
      readonly lat: number;
      readonly at: number;
    };

export type Supervisor = {
  /** Once, before everything else: who the crews are. */
  register(): readonly Deed[];
  /** What there is to do, given how the jobs stand. */
  look(jobs: readonly JobRecord[]): readonly Deed[];
};

const MINUTE = 60_000;
/** Jobs further away than this are another trouble. */
const NEAR_M = 800;
const MOST_ACCEPTED = 25;
/** Without an answer of the meters a person decides. */
const PATIENCE_MS = 25 * MINUTE;
const SKILLS = [['line', 'switching'], ['transformer', 'switching'], ['line', 'transformer', 'switching'], ['line']] as const;
const CAUSES = new Map([
  ['Tree on the line', 'tree'],
  ['Broken insulator', 'equipment'],
  ['Animal contact', 'animal'],
  ['Conductor down', 'storm'],
  ['Lightning damage', 'lightning'],
  ['Failed connector', 'equipment'],
  ['Failed transformer', 'equipment'],
]);

/** What a crew said before it had its job. */
const STEPS: ReadonlyMap<string, JobStatus> = new Map([
  ['en-route', 'en-route'],
  ['arrived', 'arrived'],
  ['working', 'repairing'],
  ['complete', 'restored'],
]);

type Order = { readonly fault: Fault; readonly at: number; job: string | null; created: boolean };

export function createSupervisor(world: World, repairs: Repairs): Supervisor {
  const { grid } = world;
  const branchOf = new Map(grid.branchIds.map((id, branch) => [id, branch]));
  const orders = new Map<number, Order>();
  const steps = new Map<number, JobStatus>();
  let events: { readonly event: CrewEvent; readonly at: number }[] = [];

  world.listen((event) => {
    if (event.type !== 'crew') return;
    const { crew, status, note, fault } = event;
    const step = STEPS.get(status ?? '');
    if (step) steps.set(crew, step);
    if (status === 'assigned' && fault) orders.set(crew, { fault, at: world.now(), job: null, created: false });
    else if (status !== null || note !== null) events.push({ event, at: world.now() });
    if (status !== 'available') return;
    orders.delete(crew);
    steps.delete(crew);
  });

  const isFree = (job: JobRecord): boolean => job.crew === null && (job.status === 'created' || job.status === 'accepted');

  function jobFor(fault: Fault, jobs: readonly JobRecord[], given: ReadonlySet<string>): JobRecord | null {
    const free = jobs.filter((job) => isFree(job) && job.hazard === null && !given.has(job.id));
    const named =
      free.find(({ device }) => device?.id === grid.branchIds[fault.device]) ??
      free.find(({ device }) => device?.id === grid.branchIds[fault.location]);
    if (named) return named;
    const node = grid.from[fault.location]!;
    const away = ({ lon, lat }: JobRecord): number =>
      lon === null || lat === null ? Number.POSITIVE_INFINITY : metres(grid.nodeLon[node]!, grid.nodeLat[node]!, lon, lat);
    const [nearest] = free.filter((job) => away(job) < NEAR_M).sort((a, b) => away(a) - away(b));
    return nearest ?? null;
  }

  const command = (what: Unnamed<Ordered>): Deed => ({ type: 'command', command: what });

  /** Crews that are on their way to damage get the job that stands for it; where there is none yet, one is written. */
  function* dispatch(jobs: readonly JobRecord[]): Generator<Deed> {
    const given = new Set<string>();
    for (const [crew, order] of orders) {
      if (order.job !== null) continue;
      const name = crewName(crew);
      const held = jobs.find((job) => job.crew === name && (job.status === 'dispatched' || job.status === 'en-route'));
      const job = held ?? jobFor(order.fault, jobs, given);
      if (job) {
        order.job = job.id;
        given.add(job.id);
        if (!held) yield command({ type: 'job.assign', job: job.id, crew: name, reason: 'nearest free crew' });
      } else if (!order.created && world.now() - order.at > MINUTE) {
        order.created = true;
        yield command({ type: 'job.create', device: grid.branchIds[order.fault.device]!, reason: `${name} was told by phone` });
      }
    }
  }

  const jobOf = (crew: number, jobs: readonly JobRecord[]): JobRecord | null => {
    const order = orders.get(crew)?.job ?? null;
    const own = jobs.filter((job) => job.crew === crewName(crew));
    return jobs.find(({ id }) => id === order) ?? own.find(({ queuePlace }) => queuePlace === 0) ?? null;
  };

  function* photo(job: JobRecord, moment: 'before' | 'after', { lon, lat }: CrewEvent, at: number): Generator<Deed> {
    if (Number.isNaN(lon) || Number.isNaN(lat)) return;
    yield { type: 'photo', job: job.id, photo: `${moment}-${job.photos.length + 1}`, moment, lon, lat, at };
  }

  /** What crews report besides their steps, which they send themselves. */
  function* listen(jobs: readonly JobRecord[]): Generator<Deed> {
    const left: typeof events = [];
    for (const heard of events) {
      const { event, at } = heard;
      const job = jobOf(event.crew, jobs);
      if (!job) {
        if (world.now() - at < 5 * MINUTE) left.push(heard);
        continue;
      }
      if (event.status === 'arrived') yield* photo(job, 'before', event, at);
      if (event.note?.startsWith('Need help'))
        yield command({ type: 'job.needHelp', job: job.id, needed: true, text: event.note, skills: ['line'] });
      if (event.status === 'working') {
        if (job.help) yield command({ type: 'job.needHelp', job: job.id, needed: false });
        const found = [...CAUSES].find(([words]) => event.note?.startsWith(words));
        yield command({ type: 'job.setFindings', job: job.id, cause: found?.[1] ?? 'equipment' });
      }
      if (event.status !== 'complete') continue;
      yield* photo(job, 'after', event, at);
      yield command({ type: 'job.setFindings', job: job.id, material: [{ name: 'connector', quantity: 2, unit: 'pcs' }] });
    }
    events = left;
  }

  /** A crew that drove before it had its job in hand said so by radio. */
  function* catchUp(jobs: readonly JobRecord[]): Generator<Deed> {
    for (const [crew, { job: id }] of orders) {
      const job = jobs.find((each) => each.id === id);
      const step = steps.get(crew);
      const waited = world.now() - Date.parse(job?.steps.at(-1)?.enteredAt ?? '');
      if (job?.status === 'dispatched' && job.crew === crewName(crew) && step && waited > MINUTE)
        yield command({ type: 'job.setStatus', job: job.id, status: step, reason: 'told by radio' });
    }
  }

  /** What a crew left goes back to the others, or nowhere when supply is back. */
  function* takeUp(job: JobRecord): Generator<Deed> {
    if (job.outageState === 'confirmed' || job.outageState === 'partially-restored')
      yield command({ type: 'job.setStatus', job: job.id, status: 'accepted' });
    else yield command({ type: 'job.setStatus', job: job.id, status: 'cancelled', reason: 'supply is back, nothing found' });
  }

  /** There was no outage after all. */
  function* letGo(job: JobRecord): Generator<Deed> {
    if (world.now() - Date.parse(job.updatedAt) > 10 * MINUTE)
      yield command({ type: 'job.setStatus', job: job.id, status: 'cancelled', reason: 'no outage after all' });
  }

  /** Closes what is verified; after a while also what no meter speaks for. */
  function* close(job: JobRecord): Generator<Deed> {
    const since = Date.parse(job.steps.at(-1)?.at ?? job.updatedAt);
    const waited = world.now() - since;
    if (job.missing.includes('cause')) yield command({ type: 'job.setFindings', job: job.id, cause: 'none-found' });
    if (job.missing.includes('material')) yield command({ type: 'job.setFindings', job: job.id, material: [] });
    for (const moment of ['before', 'after'] as const) {
      const wanted = job.missing.includes(`photo-${moment}`) && waited > 5 * MINUTE && job.lon !== null && job.lat !== null;
      if (wanted)
        yield {
          type: 'photo',
          job: job.id,
          photo: `${moment}-${job.photos.length + 1}`,
          moment,
          lon: job.lon ?? 0,
          lat: job.lat ?? 0,
          at: world.now(),
        };
    }
    if (job.missing.length === 0) yield command({ type: 'job.setStatus', job: job.id, status: 'closed' });
    else if (waited > PATIENCE_MS && job.missing[0] === 'outage-open' && job.outage !== null)
      yield command({ type: 'outage.closeWithReason', outage: job.outage, restored: true, reason: 'the crew reports supply back' });
    else if (waited > PATIENCE_MS && job.missing.every((code) => code.startsWith('verification')))
      yield command({ type: 'job.setStatus', job: job.id, status: 'closed', reason: 'called back, supply is on' });
  }

  /** Somebody guards the wire, then it is earthed and taken away. */
  function* guard(job: JobRecord): Generator<Deed> {
    const age = world.now() - Date.parse(job.clockZeroAt);
    if (job.hazard?.guardedAt === null && age > 8 * MINUTE) yield command({ type: 'job.guard', job: job.id });
    if (job.hazard?.guardedAt !== null && job.hazard?.safeAt === null && age > 30 * MINUTE) {
      yield command({ type: 'job.madeSafe', job: job.id });
      yield command({ type: 'job.setFindings', job: job.id, cause: 'storm', material: [] });
    }
    if (job.hazard?.safeAt !== null && job.status === 'accepted')
      yield command({ type: 'job.setStatus', job: job.id, status: 'closed', reason: 'earthed and cleared by the patrol' });
  }

  /** Another person gave a job to a crew: it goes there. */
  function obey(jobs: readonly JobRecord[]): void {
    for (const job of jobs) {
      const crew = job.status === 'dispatched' && job.crew ? Number(/^crew-(\d+)$/.exec(job.crew)?.[1] ?? Number.NaN) - 1 : Number.NaN;
      const branch = branchOf.get(job.device?.id ?? '');
      if (Number.isNaN(crew) || branch === undefined || orders.has(crew)) continue;
      const until = Date.parse(job.steps.at(-1)?.enteredAt ?? job.updatedAt);
      if (world.now() - until >= MINUTE) repairs.send(crew, branch);
    }
  }

  return {
    register: () =>
      Array.from({ length: repairs.crews }, (_, crew) =>
        command({
          type: 'crew.register',
          crew: crewName(crew),
          name: `Crew ${crew + 1}`,
          code: String(crew + 1).padStart(2, '0'),
          skills: [...(SKILLS[crew % SKILLS.length] ?? [])],
          vehicle: crew % 4 === 3 ? 'van' : 'bucket truck',
          people: 2 + (crew % 2),
          shift: { startsAt: world.startAt - (crew % 3) * 60 * MINUTE, endsAt: world.startAt + (8 - (crew % 3)) * 60 * MINUTE },
        }),
      ),
    look(jobs) {
      const deeds: Deed[] = [...dispatch(jobs), ...catchUp(jobs), ...listen(jobs)];
      let accepted = 0;
      for (const job of jobs) {
        for (const { id, answeredAt } of job.reminders) {
          if (answeredAt === null)
            deeds.push(command({ type: 'job.answerReminder', job: job.id, reminder: id, answer: 'a crew is on the way' }));
        }
        if (job.status === 'verifying') deeds.push(...close(job));
        else if (isFree(job) && job.outageState === 'void') deeds.push(...letGo(job));
        else if (job.status === 'suspended') deeds.push(...takeUp(job));
        else if (job.hazard) deeds.push(...guard(job));
        if (
          job.status !== 'created' ||
          accepted >= MOST_ACCEPTED ||
          deeds.some((deed) => deed.type === 'command' && deed.command.type === 'job.assign' && deed.command.job === job.id)
        )
          continue;
        accepted += 1;
        deeds.push(command({ type: 'job.setStatus', job: job.id, status: 'accepted' }));
      }
      obey(jobs);
      return deeds;
    },
  };
}
