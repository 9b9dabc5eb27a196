/** Judges what a source says of a switch: what it may do, and what follows (rules E4, E5, E21, E23, E32). */

import type { SwitchCause, SwitchMessage } from '../../../shared/messages/switch.ts';
import { withEvidence } from '../outages/beginning.ts';
import { operate } from '../outages/operation.ts';
import type { EvidenceItem, Outage } from '../outages/outage.ts';
import type { World } from '../world.ts';
import { groupOf } from '../world.ts';
import { isChatter, recentChanges } from './chatter.ts';
import { flag } from './flags.ts';
import type { OrderKey } from './order.ts';
import type { SourcePoint } from './points.ts';

export type ReadingEvent = {
  readonly type: 'reading';
  readonly groups: readonly number[];
  readonly receivedAt: number;
  readonly commit: number;
  readonly branch: number;
  readonly phases: number;
  readonly message: Pick<
    SwitchMessage,
    'at' | 'position' | 'cause' | 'quality' | 'source' | 'seq' | 'eventId' | 'timeSuspect' | 'faultCurrent'
  >;
  /** An approved order covers this opening (rule E7). */
  readonly ordered?: boolean;
};

const COMMANDED: readonly (SwitchCause | null)[] = ['command', 'manual'];

/** O4: the first cause is what the message says, else that protection tripped and the reason is being looked for. */
const causeOf = (cause: SwitchCause | null): string =>
  cause === null || cause === 'unknown' || cause === 'trip'
    ? 'protection-trip'
    : cause === 'command' || cause === 'manual'
      ? 'switching'
      : cause;

export function freshSourcePoint(key: OrderKey): SourcePoint {
  return {
    open: 0,
    known: 0,
    key,
    at: key.at,
    lost: 0,
    travelling: 0,
    stale: false,
    lastGoodAt: key.at,
    gap: null,
    changes: [],
    chatter: null,
  };
}

function evidenceItem(world: World, { branch, commit, message }: ReadingEvent): EvidenceItem {
  const { at, position, cause, quality, source } = message;
  const value = cause === null ? position : `${position} (${cause})`;
  return { at, kind: 'switch', object: world.network.branches.ids[branch]!, value, quality, source, commit };
}

const travelKey = (branch: number, source: string): string => `travel ${branch} ${source}`;

/** A switch that is stuck between its positions, or says it is faulty, has no position (rule E5). */
export function losePosition(world: World, branch: number, source: string, at: number, commit: number): void {
  const value = world.points.get(branch).sources.get(source);
  if (!value) return;
  world.points.setSource(branch, source, { ...value, lost: value.lost | value.travelling, travelling: 0 });
  world.emit({ type: 'device.position-lost', about: `device:${world.network.branches.ids[branch]!}`, at, body: { source } });
  operate(world, [branch], plain(branch, at, commit));
}

const plain = (device: number | null, at: number, commit: number) =>
  ({
    device,
    at,
    after: null,
    uncertain: false,
    origin: 'scada',
    lockout: false,
    cause: 'protection-trip',
    phases: 0,
    commit,
    by: null,
    evidence: null,
  }) as const;

/** O9: the device itself says that it gives up. */
function confirmLockout(world: World, outage: Outage, event: ReadingEvent): void {
  if (event.message.cause !== 'lockout' || outage.lockout === 'given') return;
  world.timers.clear(`lockout ${outage.id}`);
  const locked: Outage = { ...outage, lockout: 'given', possiblyMomentary: false };
  world.note(locked, { at: event.message.at, what: 'locked-out', values: {}, commit: event.commit, by: null }, event.commit);
}

/** J159: a closing older than the outage it would end follows the numbering, and proves nothing. */
const provesNothing = (standing: Outage | null, event: ReadingEvent): boolean =>
  event.message.position === 'closed' && standing !== null && event.message.at < standing.startedAt;

export function applyReading(world: World, event: ReadingEvent, key: OrderKey): void {
  const { points, network, timers, settings } = world;
  const { branch, phases, commit, message } = event;
  const { position, quality, source, at } = message;
  const point = points.get(branch);
  points.set(branch, { ...point, reported: { at, position, phases, quality, source, commit } });
  world.touch.mark('device', branch);
  if (quality !== 'good') {
    flag(world, 'evidence-quality', message, network.branches.ids[branch]!);
    return;
  }
  const prior = point.sources.get(source) ?? freshSourcePoint(key);
  if (position === 'intermediate') {
    points.setSource(branch, source, { ...prior, key, travelling: prior.travelling | phases });
    timers.set(travelKey(branch, source), groupOf(world, branch), key.t + settings.travelTimeMs, { kind: 'travel', branch, source });
    return;
  }
  timers.clear(travelKey(branch, source));
  if (position === 'faulty') {
    points.setSource(branch, source, { ...prior, key, travelling: phases });
    losePosition(world, branch, source, at, commit);
    return;
  }
  applyPosition(world, event, key, prior);
}

function applyPosition(world: World, event: ReadingEvent, key: OrderKey, prior: SourcePoint): void {
  const { points, network, ledger } = world;
  const { branch, phases, commit, message } = event;
  const { source, at, cause } = message;
  const normal = network.branches.normalOpenPhases[branch]!;
  const before = (normal & ~prior.known) | (prior.open & prior.known);
  const open = message.position === 'open' ? before | phases : before & ~phases;
  const changed = ((before ^ open) & phases) !== 0;
  const changes = changed || prior.chatter ? recentChanges(prior, key.t, changed, world.settings) : prior.changes;
  if (isChatter(changes, world.settings)) {
    holdBack(world, event, key, { ...prior, changes, chatter: { open, phases, at } });
    return;
  }
  const standing = ledger.openOn(branch);
  if (changed && provesNothing(standing, event)) {
    flag(world, 'evidence-old', message, network.branches.ids[branch]!);
    return;
  }
  const gap = prior.gap && key.t <= prior.gap.until && changed ? prior.gap : null;
  points.setSource(branch, source, {
    open,
    known: prior.known | phases,
    key,
    at,
    lost: prior.lost & ~phases,
    travelling: prior.travelling & ~phases,
    stale: false,
    lastGoodAt: Math.max(prior.lastGoodAt, at),
    gap: null,
    changes,
    chatter: null,
  });
  const { expectedIntervalS } = network.branches;
  if (expectedIntervalS[branch]) expectNext(world, branch, source, key.t);
  if (changed && message.position === 'open') points.set(branch, { ...points.get(branch), openedAt: at });
  if (gap) flag(world, 'birth-change', message, network.branches.ids[branch]!);
  const evidence = evidenceItem(world, event);
  const commanded = COMMANDED.includes(cause);
  operate(world, [branch], {
    device: branch,
    at,
    after: gap ? gap.after : null,
    uncertain: message.timeSuspect,
    origin: event.ordered ? 'planned' : commanded ? 'switching' : 'scada',
    lockout: cause === 'lockout' || event.ordered === true,
    cause: causeOf(cause),
    phases: open & phases,
    commit,
    by: null,
    evidence: message.position === 'open' ? evidence : null,
  });
  attachToOutage(world, event, evidence, standing);
}

/** E19: the moment by which the point must speak again. */
function expectNext(world: World, branch: number, source: string, t: number): void {
  const { staleIntervals, staleMinMs } = world.settings;
  const wait = Math.max(staleMinMs, staleIntervals * 1000 * world.network.branches.expectedIntervalS[branch]!);
  world.timers.set(`silent ${branch} ${source}`, groupOf(world, branch), t + wait, { kind: 'silent', branch, source });
}

/** Keeps the reading with the outage of its device, also when it changed nothing. */
function attachToOutage(world: World, event: ReadingEvent, evidence: EvidenceItem, before: Outage | null): void {
  const outage = before ? world.ledger.outages.get(before.id) : null;
  if (!outage) return;
  if (
    !outage.evidence.includes(evidence) &&
    !outage.evidence.some((item) => item.commit === evidence.commit && item.value === evidence.value)
  ) {
    world.ledger.put(withEvidence(outage, evidence));
  }
  if (event.message.position === 'open') confirmLockout(world, world.ledger.outages.get(outage.id) ?? outage, event);
}

/** E32: a contact that toggles too fast is not believed until it has been quiet. */
function holdBack(world: World, event: ReadingEvent, key: OrderKey, value: SourcePoint): void {
  const { branch, message } = event;
  const { source } = message;
  const first = !world.points.get(branch).sources.get(source)?.chatter;
  world.points.setSource(branch, source, { ...value, key });
  const calm = key.t + world.settings.chatterWindowMs;
  world.timers.set(`calm ${branch} ${source}`, groupOf(world, branch), calm, { kind: 'calm', branch, source });
  if (!first) return;
  const id = world.network.branches.ids[branch]!;
  flag(world, 'chatter', message, id);
  world.emit({ type: 'device.chatter', about: `device:${id}`, at: key.t, body: { source, changes: value.changes.length } });
}

/** After chatter the last position said counts, from when it was said (rule E32). */
export function trustAgain(world: World, branch: number, source: string, at: number): void {
  const value = world.points.get(branch).sources.get(source);
  if (!value?.chatter) return;
  const { open, phases, at: saidAt } = value.chatter;
  world.points.setSource(branch, source, { ...value, open, known: value.known | phases, changes: [], chatter: null });
  world.emit({ type: 'device.calm', about: `device:${world.network.branches.ids[branch]!}`, at, body: { source } });
  operate(world, [branch], { ...plain(branch, saidAt, 0), uncertain: true, cause: 'unknown', phases: open & phases });
}
