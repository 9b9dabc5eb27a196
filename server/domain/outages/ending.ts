/** Takes service points out of outages when their supply is proved back, and ends what nobody is left in (rules E21, O11, O14, O17). */

import { NONE } from '../network/network.ts';
import type { World } from '../world.ts';
import { openOutage } from './beginning.ts';
import { blockingSwitches } from './blocking.ts';
import { type EvidenceItem, isMomentary, isOpen, type Outage, type Step } from './outage.ts';
import { writePoints } from './pointRanges.ts';
import { lostPhases } from './supplyChange.ts';

export type Ending = {
  readonly at: number;
  readonly after: number | null;
  readonly how: Step['how'];
  readonly commit: number;
  readonly by: string | null;
};

/** One step for each start among the points, in order of start. */
function stepsOf(world: World, points: readonly number[], ending: Ending, to: string | null): Step[] {
  const byStart = new Map<number, number[]>();
  for (const point of points) {
    const start = world.ledger.since[point]!;
    const list = byStart.get(start);
    if (list) list.push(point);
    else byStart.set(start, [point]);
  }
  const { customers } = world.network.servicePoints;
  return [...byStart]
    .sort(([a], [b]) => a - b)
    .map(([start, list]) => ({
      at: ending.at,
      start,
      how: to === null ? ending.how : 'moved',
      to,
      servicePoints: Int32Array.from(list),
      customers: list.reduce((sum, point) => sum + customers[point]!, 0),
      after: ending.after,
    }));
}

/** A chain that ends momentary is its spells, each by itself (rule I5). */
function spellsOf({ steps, shots = [], spellStartedAt = null }: Outage): readonly Step[] {
  if (spellStartedAt === null) return steps;
  return [...shots, ...steps.map((step) => (step.at > spellStartedAt ? { ...step, start: Math.max(step.start, spellStartedAt) } : step))];
}

const tellDarkTimes = (world: World, outage: Outage, at: number): void => {
  for (const step of outage.steps) if (step.at === at && step.to === null) tellDarkTime(world, outage, step);
};

/** Who was dark from when to when, for ever: the outage itself leaves memory one day (rules I1, I17). */
function tellDarkTime(world: World, outage: Outage, { at, start, customers, after, servicePoints }: Step): void {
  world.emit({
    type: 'interruption.ended',
    about: outage.id,
    at,
    body: { start, end: at, startAfter: outage.startedAfter, endAfter: after, customers, servicePoints: writePoints(servicePoints) },
  });
}

/** Writes the step into the outages and lets the points go; call `concludeOutages` after the numbers are settled. */
export function releasePoints(world: World, gained: ReadonlyMap<number, readonly number[]>, ending: Ending): void {
  const { ledger } = world;
  for (const [slot, points] of gained) {
    const outage = ledger.bySlot(slot);
    ledger.put({ ...outage, steps: [...outage.steps, ...stepsOf(world, points, ending, null)] });
    for (const point of points) ledger.setPoint(point, NONE, 0, 0);
  }
}

/** Moves service points from one outage to another; their interruption goes on without a break (rules O17, O18). */
export function movePoints(world: World, from: Outage, to: Outage, points: readonly number[], ending: Ending): void {
  const { ledger } = world;
  const current = ledger.outages.get(from.id) ?? from;
  ledger.put({ ...current, steps: [...current.steps, ...stepsOf(world, points, ending, to.id)] });
  for (const point of points) ledger.setPoint(point, to.slot, ledger.since[point]!, ledger.dead[point]!);
}

/** What is still dark after its device closed belongs to whatever else stands open: another outage, or a nested one. */
export function nestRemainder(world: World, outage: Outage, ending: Ending, evidence: EvidenceItem | null): string[] {
  const { ledger, energisation } = world;
  const { device } = outage;
  if (energisation.positions.open[device] || energisation.positions.unknown[device]) return [];
  const dark = ledger.pointsOf(outage.slot).filter((point) => lostPhases(world, point) !== 0);
  const ids: string[] = [];
  for (const [blocking, points] of blockingSwitches(world, dark)) {
    if (blocking === null || blocking === device) continue;
    const standing = ledger.openOn(blocking);
    const phases = points.reduce((mask, point) => mask | ledger.dead[point]!, 0);
    const target =
      standing ??
      openOutage(world, blocking, {
        at: outage.startedAt,
        after: outage.startedAfter,
        uncertain: outage.startUncertain,
        origin: outage.origin,
        lockout: false,
        cause: outage.cause ?? 'unknown',
        phases,
        parent: outage.id,
        commit: ending.commit,
        by: ending.by,
        evidence,
      });
    movePoints(world, outage, ledger.outages.get(target.id) ?? target, points, ending);
    ids.push(target.id);
  }
  return ids;
}

function endOutage(world: World, outage: Outage, ending: Ending): void {
  const { settings, timers, sequences } = world;
  const { at, after, commit, by } = ending;
  timers.clear(`lockout ${outage.id}`);
  timers.clear(`sustained ${outage.id}`);
  const cameBack = outage.steps.some(({ to }) => to === null);
  const momentary = cameBack && isMomentary(at - outage.startedAt, settings.sustainedLimitMs, settings.sustainedOp);
  const sequence = sequences.get(outage.device);
  if (sequence?.outages.includes(outage.id)) sequences.set(outage.device, { ...sequence, lastCloseAt: at });
  const ended: Outage = { ...outage, possiblyMomentary: false, restoredAt: at, endedAt: at, momentary, hintsBelow: [] };
  const values = {
    customers: outage.customersPeak,
    minutes: Math.round((at - outage.startedAt) / 60_000),
    ...(after === null ? {} : { uncertain: 1 }),
  };
  tellDarkTimes(world, momentary ? { ...ended, steps: spellsOf(ended) } : ended, at);
  if (momentary)
    world.note(
      { ...ended, steps: spellsOf(ended), shots: [], spellStartedAt: null, state: 'void', voidReason: 'momentary' },
      { at, what: 'momentary', values, commit, by },
      commit,
    );
  else {
    world.note({ ...ended, shots: [], spellStartedAt: null, state: 'restored' }, { at, what: 'restored', values, commit, by }, commit);
    discount(world, outage);
  }
}

/** The shots of a sequence before what became sustained are not counted (rule O12). */
export function discount(world: World, outage: Outage): void {
  for (const id of outage.follows) {
    const earlier = world.ledger.outages.get(id);
    if (!earlier?.counted) continue;
    world.ledger.put({ ...earlier, counted: false });
    world.emit({ type: 'outage.discounted', about: id, at: outage.startedAt, body: { for: outage.id } });
  }
}

/** Ends or part-restores the outages that lost service points in this step. */
export function concludeOutages(world: World, ids: Iterable<string>, ending: Ending): void {
  for (const id of ids) {
    const outage = world.ledger.outages.get(id);
    if (!outage || !isOpen(outage)) continue;
    if (outage.members === 0) {
      endOutage(world, outage, ending);
      continue;
    }
    const { at, commit, by } = ending;
    const last = outage.steps.at(-1);
    if (!last || last.at !== at) continue;
    tellDarkTimes(world, outage, at);
    const values = { customers: last.customers, remaining: outage.customersOut };
    world.note({ ...outage, state: 'partially-restored' }, { at, what: 'partially-restored', values, commit, by }, commit);
  }
}
