/** Gives each confirmed outage its estimate of restoration, keeps it honest, and learns from how it ended (rules T1 to T14). */

import type { CrewMessage } from '../../../shared/messages/crew.ts';
import type { WeatherMessage } from '../../../shared/messages/weather.ts';
import type { Fact } from '../core.ts';
import { isOpen, type Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import { type AccuracyState, createAccuracy } from './accuracy.ts';
import { type CrewAtWork, createCrews } from './crews.ts';
import { createDeadlines } from './deadlines.ts';
import { createDurations, type PastOutage } from './durations.ts';
import { estimate, type PlannedEnd } from './estimate.ts';
import { likenessOf } from './likeness.ts';
import { publish } from './publication.ts';
import type { EstimateSettings } from './settings.ts';
import { keyPlacesOf, planEnds } from './stormPlan.ts';
import { publishedOf, standingEstimate, type Track } from './track.ts';
import { createWeather, type Weather } from './weather.ts';
import { createWorkTimes, type WorkTimes } from './workTimes.ts';

/** What past outages taught; a new core may begin with it. */
export type Experience = {
  readonly past: readonly PastOutage[];
  readonly work: ReturnType<WorkTimes['state']>;
  readonly accuracy: AccuracyState;
};

export type EstimatorState = {
  readonly experience: Experience;
  readonly tracks: readonly Track[];
  readonly looks: readonly (readonly [id: string, at: number])[];
  readonly crews: readonly CrewAtWork[];
  readonly weather: ReturnType<Weather['state']>;
};

export type EstimatorOptions = {
  readonly world: World;
  readonly settings: EstimateSettings;
  /** Local hour of a moment, 0 to 23. */
  readonly hourAt: (at: number) => number;
  /** Outage of a repair job that crews name, null when it has none. */
  readonly outageOfJob?: (job: string) => string | null;
  readonly experience?: Experience | null;
  readonly saved?: EstimatorState | null;
};

export type Estimator = ReturnType<typeof createEstimator>;

type Moment = { readonly commit: number; readonly now: number };

export function createEstimator({ world, settings, hourAt, outageOfJob = () => null, experience = null, saved = null }: EstimatorOptions) {
  const { ledger, touch, network } = world;
  const learnt = saved?.experience ?? experience;
  const durations = createDurations(settings.historyKept);
  for (const past of learnt?.past ?? []) durations.add(past);
  const workTimes = createWorkTimes(settings.workMin, learnt?.work);
  const accuracy = createAccuracy(settings, learnt?.accuracy);
  const crews = createCrews(saved?.crews);
  const weather = createWeather(network, saved?.weather);
  const keyPlaces = keyPlacesOf(world);
  const tracks = new Map<string, Track>(saved?.tracks.map((track) => [track.id, track]));
  const open = new Set<string>(saved?.tracks.filter(({ concluded }) => !concluded).map(({ id }) => id));
  const onDevice = new Map<number, string>();
  const looks = createDeadlines();
  const changed = new Set<string>();
  let facts: Fact[] = [];
  let plan: ReadonlyMap<string, PlannedEnd> | null = null;

  for (const [id, at] of saved?.looks ?? []) looks.set(id, at);
  for (const id of open) {
    const outage = ledger.outages.get(id);
    if (outage) onDevice.set(outage.device, id);
  }

  function letGo(id: string, device: number | null): void {
    open.delete(id);
    looks.clear(id);
    crews.forget(id);
    if (device !== null && onDevice.get(device) === id) onDevice.delete(device);
  }

  /** The open outage a job number, an outage or a device stands for. */
  function named(word: string): string | null {
    if (open.has(word)) return word;
    const branch = network.branchIndex.get(word);
    if (branch !== undefined) return onDevice.get(branch) ?? null;
    const outage = outageOfJob(word);
    return outage !== null && open.has(outage) ? outage : null;
  }

  const openJobs = () =>
    [...open].flatMap((id) => {
      const [track, outage] = [tracks.get(id), ledger.outages.get(id)];
      return track && outage ? [{ track, outage }] : [];
    });

  const makePlan = (now: number): void => {
    plan = planEnds({ world, crews, workTimes, settings }, openJobs(), keyPlaces, now);
  };

  function begin(outage: Outage, { now, commit }: Moment): Track {
    const storm = open.size >= crews.onDuty(now - settings.crewHeardMs).length;
    const like = likenessOf(world, outage, weather, storm, hourAt);
    const track: Track = {
      id: outage.id,
      startedAt: outage.startedAt,
      confirmedAt: now,
      like,
      estimates: [],
      history: [],
      heeded: outage.estimates.length,
      asked: false,
      overdue: 0,
      concluded: false,
      revision: commit,
    };
    tracks.set(outage.id, track);
    open.add(outage.id);
    onDevice.set(outage.device, outage.id);
    return track;
  }

  /** Scores what was promised, and remembers how long it took (rules T5, T12). */
  function conclude(outage: Outage, track: Track): void {
    letGo(outage.id, outage.device);
    tracks.set(outage.id, { ...track, concluded: true });
    const { restoredAt, startedAt } = outage;
    if (restoredAt === null || outage.state === 'void' || outage.momentary) return;
    const { confirmedAt, overdue } = track;
    accuracy.add(startedAt, restoredAt, publishedOf(outage, track), { confirmedAt, overdue, customers: outage.customersPeak });
    // What people switched off on purpose says nothing of repairs.
    if (outage.origin === 'planned' || outage.origin === 'switching') return;
    durations.add({ ...track.like, cause: outage.cause, durationMs: restoredAt - startedAt });
  }

  /** What stands is replaced when something better is known; what ran out is replaced whatever is known. */
  function judge(outage: Outage, begun: Track, { now, commit }: Moment): void {
    const crew = crews.at(outage.id);
    const like = begun.like.cause === outage.cause ? begun.like : { ...begun.like, cause: outage.cause };
    let track: Track = { ...begun, like, startedAt: outage.startedAt, heeded: outage.estimates.length };
    const dispatcher = outage.estimates.findLast(({ source }) => source === 'dispatcher')?.at ?? null;
    const standing = standingEstimate(outage, track, now);
    const next = estimate(
      {
        like,
        startedAt: outage.startedAt,
        confirmedAt: track.confirmedAt,
        said: { crew: crew?.estimateAt ?? null, dispatcher, job: null },
        crew: { enRouteAt: crew?.enRouteAt ?? null, arrivedAt: crew?.arrivedAt ?? null },
        plannedEnd: plan?.get(outage.id) ?? null,
      },
      durations,
      now,
      settings,
    );
    const told = publish({ outage, track, standing, next, by: crew?.id ?? null, now, commit, settings });
    track = told.track;
    for (const fact of told.facts) facts.push(fact);
    if (track.revision !== begun.revision) touch.mark('outage', outage.id);
    tracks.set(outage.id, track);
    const stands = standingEstimate(outage, track, now);
    const rerun = (Math.floor(now / settings.stormRerunMs) + 1) * settings.stormRerunMs;
    const ahead = stands ? [stands.at - settings.etrWarnMs, stands.at].filter((at) => at > now) : [];
    looks.set(outage.id, Math.min(rerun, ...ahead));
  }

  /** An outage that changed in no way that matters is left alone. */
  function look(id: string, moment: Moment, due: boolean): void {
    const outage = ledger.outages.get(id);
    const track = tracks.get(id) ?? null;
    if (!outage) {
      tracks.delete(id);
      letGo(id, null);
      return;
    }
    if (!isOpen(outage)) {
      if (track?.concluded) return;
      if (track || outage.state !== 'void') conclude(outage, track ?? begin(outage, moment));
      return;
    }
    // Rule T14: nothing is said of what is predicted or may be back in a moment.
    if (outage.state === 'predicted' || outage.possiblyMomentary) return;
    if (!track || track.concluded) {
      const begun = track ? { ...track, concluded: false } : begin(outage, moment);
      open.add(id);
      onDevice.set(outage.device, id);
      makePlan(moment.now);
      judge(outage, begun, moment);
      return;
    }
    if (due || track.heeded !== outage.estimates.length || track.like.cause !== outage.cause) judge(outage, track, moment);
  }

  const experienced = (): Experience => ({ past: [...durations.all()], work: workTimes.state(), accuracy: accuracy.state() });

  return {
    hear(message: CrewMessage | WeatherMessage, receivedAt: number): void {
      if (message.kind === 'weather') return weather.hear(message);
      for (const { outage, doneMs } of crews.hear(message, receivedAt, named)) {
        changed.add(outage);
        const track = tracks.get(outage);
        if (doneMs !== null && track) workTimes.add(track.like.device, doneMs);
      }
    },
    /** Looks at what changed in this step and at what is due; comes after everything else. */
    settle(moment: Moment): void {
      const due = looks.takeDue(moment.now);
      if (due.length > 0 || changed.size > 0) makePlan(moment.now);
      for (const id of new Set([...due, ...changed])) look(id, moment, true);
      changed.clear();
      for (const id of touch.takeOutages()) look(id, moment, false);
      // What was just said is no reason to look again.
      touch.takeOutages();
    },
    nextDeadline: () => looks.earliest(),
    takeFacts(): Fact[] {
      const taken = facts;
      facts = [];
      return taken;
    },
    of: (id: string): Track | null => tracks.get(id) ?? null,
    /** Confirmed outages that are going on. */
    open: (): ReadonlySet<string> => open,
    accuracy,
    experience: experienced,
    state: (): EstimatorState => ({
      experience: experienced(),
      tracks: [...tracks.values()],
      looks: looks.entries(),
      crews: crews.state(),
      weather: weather.state(),
    }),
  };
}
