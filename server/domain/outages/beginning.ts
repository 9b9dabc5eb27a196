/** Opens outages for service points that lost supply, or takes up the one their device already has (rules O5, O6, O12, O22). */

import type { World } from '../world.ts';
import { groupOf } from '../world.ts';
import { type EvidenceItem, isOpen, type Origin, type Outage, outageKey, type Step } from './outage.ts';
import { continues } from './sequence.ts';
import { lostPhases } from './supplyChange.ts';

export type Beginning = {
  /** Start of the loss, epoch milliseconds. */
  readonly at: number;
  /** When uncertain: the last moment known to have been good (rule E23). */
  readonly after: number | null;
  readonly uncertain: boolean;
  readonly origin: Origin;
  readonly lockout: boolean;
  readonly cause: string;
  readonly phases: number;
  readonly parent: string | null;
  readonly commit: number;
  readonly by: string | null;
  readonly evidence: EvidenceItem | null;
  /** Prediction that becomes the outage: it keeps its id, history and estimates. */
  readonly prior?: Outage | null;
  /** Own trouble of one service point. */
  readonly level?: 'device' | 'service';
};

const KEPT_EVIDENCE = 200;

export const withEvidence = (outage: Outage, item: EvidenceItem | null): Outage =>
  item === null
    ? outage
    : {
        ...outage,
        switchReports: outage.switchReports + (item.kind === 'switch' ? 1 : 0),
        evidence: [...outage.evidence.slice(1 - KEPT_EVIDENCE), item],
      };

function freeId(world: World, device: number, startedAt: number, prior: Outage | null): string {
  if (prior && !world.ledger.outages.has(prior.id)) return prior.id;
  for (let again = 0; ; again += 1) {
    const id = outageKey(world.network.branches.ids[device]!, startedAt, again);
    if (!world.ledger.outages.has(id)) return id;
  }
}

/** A new outage, confirmed, still without customers. */
export function openOutage(world: World, device: number, beginning: Beginning): Outage {
  const { ledger } = world;
  const { at, after, uncertain, origin, lockout, cause, phases, parent, commit, by, evidence, prior = null, level = 'device' } = beginning;
  const fresh: Outage = {
    id: freeId(world, device, at, prior),
    level,
    slot: ledger.newSlot(),
    device,
    phases,
    state: 'confirmed',
    voidReason: null,
    parent,
    mergedInto: null,
    origin,
    momentary: false,
    possiblyMomentary: origin === 'scada' && !lockout && parent === null && after === null,
    lockout: lockout ? 'given' : null,
    follows: [],
    counted: true,
    startedAt: at,
    startUncertain: uncertain || after !== null,
    startedAfter: after,
    restoredAt: null,
    endedAt: null,
    customersOut: 0,
    customersPartial: 0,
    customersPeak: 0,
    servicePointsOut: 0,
    members: 0,
    areas: new Map(),
    steps: [],
    cause: prior?.cause ?? cause,
    verification: 'none',
    disputed: false,
    acknowledged: prior?.acknowledged ?? false,
    estimates: prior?.estimates ?? [],
    hintsBelow: [],
    switchReports: 0,
    evidence: [],
    history: prior?.history ?? [],
    revision: commit,
  };
  const outage = withEvidence(fresh, evidence);
  world.note(outage, { at, what: parent === null ? 'confirmed' : 'nested', values: confirmedBy(world, outage), commit, by }, commit);
  return outage;
}

const confirmedBy = (world: World, outage: Outage): Record<string, string | number> => ({
  device: world.network.branches.ids[outage.device]!,
  origin: outage.origin,
  cause: outage.cause ?? 'unknown',
  ...(outage.parent === null ? {} : { parent: outage.parent }),
});

const customersAt = (world: World, points: Iterable<number>): number => {
  let sum = 0;
  for (const point of points) sum += world.network.servicePoints.customers[point]!;
  return sum;
};

/** Takes service points out of the steps of a momentary that goes on; returns the start each had (rule O12). */
function resume(world: World, outage: Outage, points: readonly number[]): { outage: Outage; starts: Map<number, number> } {
  const again = new Set(points);
  const starts = new Map<number, number>();
  const steps: Step[] = [];
  const shots: Step[] = [...(outage.shots ?? [])];
  const part = (step: Step, servicePoints: Int32Array): Step => ({ ...step, servicePoints, customers: customersAt(world, servicePoints) });
  for (const step of outage.steps) {
    const stay = step.servicePoints.filter((point) => !again.has(point));
    const go = step.servicePoints.filter((point) => again.has(point));
    for (const point of go) starts.set(point, Math.min(starts.get(point) ?? step.start, step.start));
    if (stay.length > 0) steps.push(part(step, stay));
    if (go.length > 0) shots.push(part(step, go));
  }
  return { outage: { ...outage, steps, shots }, starts };
}

function revive(world: World, outage: Outage, beginning: Beginning): void {
  const { at, lockout, commit, evidence } = beginning;
  const again: Outage = withEvidence(
    {
      ...outage,
      state: 'confirmed',
      voidReason: null,
      momentary: false,
      possiblyMomentary: !lockout,
      lockout: lockout ? 'given' : null,
      restoredAt: null,
      endedAt: null,
      spellStartedAt: at,
    },
    evidence,
  );
  world.note(again, { at, what: 'tripped-again', values: {}, commit, by: null }, commit);
}

/** Timers that tell a momentary from a lasting outage (rules O8 to O10). */
export function watchDuration(world: World, id: string, at: number): void {
  const outage = world.ledger.outages.get(id);
  if (!outage?.possiblyMomentary) return;
  const group = groupOf(world, outage.device);
  world.timers.set(`lockout ${id}`, group, at + world.settings.recloseDeadMs, { kind: 'lockout', outage: id });
  world.timers.set(`sustained ${id}`, group, outage.startedAt + world.settings.sustainedLimitMs + 1, { kind: 'sustained', outage: id });
}

/** Who turns out to have been dark all along leaves the momentaries of that time (rule O13). */
export function coverMomentaries(world: World, points: readonly number[], id: string): void {
  const { ledger } = world;
  const start = ledger.outages.get(id)?.startedAt ?? Number.POSITIVE_INFINITY;
  const earliest = points.reduce((first, point) => Math.min(first, ledger.since[point]!), Number.POSITIVE_INFINITY);
  for (const outage of ledger.momentaries()) {
    if (outage.id === id || outage.startedAt < earliest || (outage.endedAt ?? start) <= start) continue;
    const covered = new Set(points.filter((point) => ledger.since[point]! <= outage.startedAt));
    const steps = outage.steps
      .map((step) => ({ ...step, servicePoints: step.servicePoints.filter((point) => !covered.has(point)) }))
      .map((step) => ({ ...step, customers: customersAt(world, step.servicePoints) }));
    const left = steps.filter(({ servicePoints }) => servicePoints.length > 0);
    if (left.length < outage.steps.length || steps.some((step, i) => step.customers !== outage.steps[i]!.customers)) {
      ledger.put({ ...outage, steps: left, counted: outage.counted && left.length > 0 });
    }
  }
}

/** Puts service points that just lost supply into the outage of the device that opened. Returns the outage's id. */
export function beginOutage(world: World, device: number, points: readonly number[], beginning: Beginning): string {
  const { ledger, sequences } = world;
  const sequence = sequences.get(device);
  const course = continues(sequence, beginning.at, world.settings);
  const last = ledger.outages.get(sequence?.outages.at(-1) ?? '');
  const standing = ledger.openOn(device);
  let starts = new Map<number, number>();
  let id: string;
  if (standing) {
    id = standing.id;
    const grown = withEvidence({ ...standing, phases: standing.phases | beginning.phases }, beginning.evidence);
    world.note(
      grown,
      { at: beginning.at, what: 'extended', values: { servicePoints: points.length }, commit: beginning.commit, by: beginning.by },
      beginning.commit,
    );
  } else if (sequence && course === 'chain' && last?.voidReason === 'momentary' && !isOpen(last)) {
    const resumed = resume(world, last, points);
    starts = resumed.starts;
    id = last.id;
    revive(world, resumed.outage, beginning);
    sequences.set(device, { ...sequence, lastCloseAt: null });
  } else {
    const opened = openOutage(world, device, beginning);
    id = opened.id;
    if (sequence && course !== 'new') {
      ledger.put({ ...ledger.outages.get(id)!, follows: sequence.outages });
      sequences.set(device, { ...sequence, lastCloseAt: null, outages: [...sequence.outages, id] });
    } else {
      sequences.set(device, { firstOpenAt: beginning.at, lastCloseAt: null, outages: [id] });
    }
  }
  const slot = ledger.outages.get(id)!.slot;
  for (const point of points) ledger.setPoint(point, slot, starts.get(point) ?? beginning.at, lostPhases(world, point));
  coverMomentaries(world, points, id);
  watchDuration(world, id, beginning.at);
  return id;
}
