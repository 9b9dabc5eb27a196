/** Gives every message its place in the canonical order and hands it to replay (rules E12, E14, E16, E18). */

import type { SourceMessage } from '../../../shared/messages/source.ts';
import type { SwitchMessage } from '../../../shared/messages/switch.ts';
import type { Fact } from '../core.ts';
import type { CoreEvent } from '../engine.ts';
import { maskOf } from '../network/phases.ts';
import type { Replay } from '../outages/replay.ts';
import { groupOf, type World } from '../world.ts';
import { flagFact } from './flags.ts';
import type { LivenessEvent } from './liveness.ts';
import { compareWithinSource, type OrderKey } from './order.ts';
import type { ReadingEvent } from './readings.ts';
import type { Source, Sources } from './sources.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** A source came or went; each group of switches it speaks of gets its own event. */
export type Mark = {
  readonly source: string;
  readonly online: boolean;
  /** Not said, but proved by a message. */
  readonly implied: boolean;
  readonly receivedAt: number;
  readonly commit: number;
  readonly silence: { lastHeardAt: number | null };
  readonly events: Map<number, LivenessEvent>;
};

export type Moment = { readonly receivedAt: number; readonly commit: number; readonly now: number };

export type Intake = {
  switch(message: SwitchMessage, epoch: number, moment: Moment): void;
  source(message: SourceMessage, epoch: number, moment: Moment): void;
  /** Any live message proves that its source is there, and when it was last heard. */
  proveAlive(source: Source, said: { readonly at: number; readonly seq: number | null }, epoch: number, moment: Moment): void;
  broker(broker: string, connected: boolean, moment: Moment): void;
  /** Forgets what can no longer move: everything received before this moment. */
  settle(before: number): void;
  readonly readings: Map<string, Timeline<ReadingEvent>>;
  readonly marks: Map<string, Timeline<Mark>>;
  /** Groups in which a source speaks of a switch. */
  readonly groupsOfSource: Map<string, Set<number>>;
  /** Puts a reading or a mark of a snapshot back in its place; answers with the events to replay. */
  placeReading(event: ReadingEvent, key: OrderKey): readonly { readonly event: CoreEvent; readonly key: OrderKey }[];
  placeMark(mark: Omit<Mark, 'events'>, key: OrderKey): readonly { readonly event: CoreEvent; readonly key: OrderKey }[];
};

const sameReading = (a: ReadingEvent, b: ReadingEvent): boolean =>
  a.phases === b.phases &&
  a.message.position === b.message.position &&
  a.message.cause === b.message.cause &&
  a.message.quality === b.message.quality &&
  a.message.eventId === b.message.eventId;

const sameMark = (a: Mark, b: Mark): boolean => a.online === b.online;

export const readingTimeline = (floor: OrderKey | null = null): Timeline<ReadingEvent> => createTimeline(sameReading, floor);
export const markTimeline = (floor: OrderKey | null = null): Timeline<Mark> => createTimeline(sameMark, floor);

/** Whether an approved order covers an opening that is no trip. */
function orderOf({ orders }: World, branch: number, { at, position, cause }: SwitchMessage): { readonly ordered?: true } {
  if (position !== 'open' || cause === 'trip' || cause === 'lockout') return {};
  for (const { branches, from, to } of orders.values()) if (at >= from && at <= to && branches.includes(branch)) return { ordered: true };
  return {};
}

export function createIntake(world: World, sources: Sources, replay: Replay<CoreEvent>, say: (fact: Fact) => void): Intake {
  const { network } = world;
  const readings = new Map<string, Timeline<ReadingEvent>>();
  const marks = new Map<string, Timeline<Mark>>();
  const groupsOfSource = new Map<string, Set<number>>();

  const marksOf = (source: string): Timeline<Mark> => {
    const timeline = marks.get(source) ?? markTimeline();
    marks.set(source, timeline);
    return timeline;
  };

  const readingsOf = (source: string, branch: number): Timeline<ReadingEvent> => {
    const name = `${source}\n${branch}`;
    const timeline = readings.get(name) ?? readingTimeline();
    readings.set(name, timeline);
    return timeline;
  };

  function livenessEvent(mark: Mark, group: number): LivenessEvent {
    const { source, online, silence, receivedAt, commit } = mark;
    const event: LivenessEvent = { type: 'liveness', groups: [group], receivedAt, commit, source, online, silence };
    mark.events.set(group, event);
    return event;
  }

  /** A switch first heard of after its source fell silent lies in a group the silence has not reached yet. */
  function reachGroup(source: string, group: number, now: number): void {
    const groups = groupsOfSource.get(source) ?? new Set();
    groupsOfSource.set(source, groups);
    if (groups.has(group)) return;
    groups.add(group);
    for (const { event: mark, key } of marks.get(source)?.entries() ?? []) {
      if (!mark.events.has(group)) replay.insert(livenessEvent(mark, group), { ...key, place: group }, now);
    }
  }

  const lastHeardBefore = (source: Source, key: OrderKey): number | null => {
    let last: number | null = null;
    for (const { seq, epoch, at } of source.recent) {
      const before = compareWithinSource({ ...key, epoch, seq, at, turn: -1 }, key) < 0;
      if (before && (last === null || at > last)) last = at;
    }
    return last;
  };

  function placeMark(source: Source, mark: Mark, wanted: Omit<OrderKey, 't' | 'turn' | 'rank' | 'source' | 'place'>, now: number): boolean {
    const timeline = marksOf(source.id);
    const placed = timeline.place(mark, { ...wanted, rank: 1, source: source.id, place: 0 });
    if (placed.outcome !== 'placed') return false;
    if (!mark.online) mark.silence.lastHeardAt = lastHeardBefore(source, placed.key);
    for (const group of groupsOfSource.get(source.id) ?? [])
      replay.insert(livenessEvent(mark, group), { ...placed.key, place: group }, now);
    const moved = new Map<CoreEvent, OrderKey>();
    for (const [later, key] of placed.moved) for (const [group, event] of later.events) moved.set(event, { ...key, place: group });
    if (moved.size > 0) replay.rearrange(moved, now);
    return true;
  }

  function showSource(source: Source): void {
    const last = marksOf(source.id).entries().at(-1);
    if (!last) return;
    const { online } = last.event;
    if (source.online === online) return;
    source.online = online;
    source.offlineSince = online ? null : last.key.t;
    if (online) source.offlineBy = null;
    world.touch.mark('source', source.id);
    say({
      type: online ? 'source.back' : 'source.silent',
      about: `source:${source.id}`,
      at: last.key.t,
      body: online ? {} : { lastAt: source.lastAt, points: [...world.points.ofSource(source.id)].length },
    });
  }

  function goOffline(source: Source, at: number, order: { readonly epoch: number; readonly seq: number }, moment: Moment): void {
    const mark = newMark(source.id, false, false, moment);
    if (!placeMark(source, mark, { ...order, at }, moment.now)) return;
    say(flagFact('comm-lost', { source: source.id, seq: null, eventId: null, at }, source.id));
    // A death that is told late may already have been answered by what came after it.
    const timeline = marksOf(source.id);
    const entries = timeline.entries();
    const place = entries.findIndex((entry) => entry.event === mark);
    const key = entries[place]?.key;
    if (!key) return;
    const after = source.recent.filter((each) => compareWithinSource({ ...key, ...each, turn: key.turn + 1 }, key) > 0);
    after.sort((a, b) => a.epoch - b.epoch || (a.seq >= 0 && b.seq >= 0 ? a.seq - b.seq : a.at - b.at));
    const answer = after[0];
    const next = entries[place + 1];
    if (answer && (!next || compareWithinSource({ ...key, ...answer, turn: -1 }, next.key) < 0)) {
      placeMark(source, newMark(source.id, true, true, moment), { epoch: answer.epoch, seq: answer.seq, at: answer.at }, moment.now);
    }
  }

  const newMark = (source: string, online: boolean, implied: boolean, { receivedAt, commit }: Moment): Mark => ({
    source,
    online,
    implied,
    receivedAt,
    commit,
    silence: { lastHeardAt: null },
    events: new Map(),
  });

  return {
    readings,
    marks,
    groupsOfSource,
    placeReading(event, key) {
      const placed = readingsOf(event.message.source, event.branch).place(event, key);
      return placed.outcome === 'placed' ? [{ event, key: placed.key }] : [];
    },
    placeMark(kept, key) {
      const mark: Mark = { ...kept, events: new Map() };
      const placed = marksOf(kept.source).place(mark, key);
      if (placed.outcome !== 'placed') return [];
      const groups = [...(groupsOfSource.get(kept.source) ?? [])];
      return groups.map((group) => ({ event: livenessEvent(mark, group), key: { ...placed.key, place: group } }));
    },
    switch(message, epoch, { receivedAt, commit, now }) {
      const branch = network.branchIndex.get(message.id);
      const mask = branch === undefined ? 0 : (message.phases === null ? 7 : maskOf(message.phases)) & network.branches.phases[branch]!;
      if (branch === undefined || mask === 0) {
        say(flagFact('unmapped', message, message.id));
        return;
      }
      if (message.test) return;
      if (message.replay) {
        say(flagFact('late', message, message.id));
        return;
      }
      if (message.position === 'intermediate') say(flagFact('position-in-travel', message, message.id));
      if (message.position === 'faulty') say(flagFact('position-faulty', message, message.id));
      const timeline = readingsOf(message.source, branch);
      reachGroup(message.source, groupOf(world, branch), now);
      // A network without phases on a branch speaks of the whole device, whatever letters the source uses.
      const phases = mask === network.branches.phases[branch] ? 7 : mask;
      const event: ReadingEvent = {
        type: 'reading',
        groups: world.groups.ofBranch(branch),
        receivedAt,
        commit,
        branch,
        phases,
        message,
        ...orderOf(world, branch, message),
      };
      const twin = timeline
        .entries()
        .find(({ event: other }) => other.message.at === message.at && other.message.position !== message.position);
      const wanted = { rank: 2, source: message.source, epoch, seq: message.seq ?? -1, at: message.at, place: branch } as const;
      const placed = timeline.place(event, wanted);
      if (placed.outcome === 'repeat') return;
      if (placed.outcome === 'settled' || !replay.insert(event, placed.key, now)) {
        timeline.remove(event);
        say(flagFact('late', message, message.id));
        return;
      }
      if (placed.moved.size > 0) replay.rearrange(placed.moved, now);
      if (!placed.newest) say(flagFact('late', message, message.id));
      if (twin) say(flagFact('same-time', message, message.id));
    },
    source(message, epoch, moment) {
      if (message.test || message.replay) return;
      const source = sources.know(message.id, '');
      world.touch.mark('source', source.id);
      const own = message.source === message.id;
      const order = { epoch: own ? epoch : 0, seq: own ? (message.seq ?? -1) : -1 };
      if (message.online) {
        placeMark(source, newMark(source.id, true, false, moment), { ...order, at: message.at }, moment.now);
      } else {
        // A last will carries the time of the connection, not of its end.
        const isWill = order.seq < 0 && message.at < (source.lastAt ?? Number.NEGATIVE_INFINITY);
        source.offlineBy = 'source';
        goOffline(source, isWill ? moment.receivedAt : message.at, order, moment);
      }
      showSource(source);
    },
    proveAlive(source, { at, seq }, epoch, moment) {
      const timeline = marks.get(source.id);
      const entries = timeline?.entries() ?? [];
      if (entries.length === 0) {
        if (source.online) return;
        placeMark(source, newMark(source.id, true, true, moment), { epoch, seq: seq ?? -1, at }, moment.now);
        showSource(source);
        return;
      }
      const changed = new Map<CoreEvent, OrderKey>();
      let answers = false;
      entries.forEach(({ event: mark, key }, place) => {
        if (mark.online) return;
        const order = compareWithinSource({ ...key, epoch, seq: seq ?? -1, at, turn: key.turn }, key);
        if (order < 0 && at > (mark.silence.lastHeardAt ?? Number.NEGATIVE_INFINITY)) {
          replay.loosen(mark.events.keys());
          mark.silence.lastHeardAt = at;
          for (const [group, event] of mark.events) changed.set(event, { ...key, place: group });
        }
        const next = entries[place + 1];
        if (order > 0 && (!next || compareWithinSource({ ...key, epoch, seq: seq ?? -1, at, turn: key.turn }, next.key) < 0))
          answers = true;
      });
      if (changed.size > 0) replay.rearrange(changed, moment.now);
      if (answers) placeMark(source, newMark(source.id, true, true, moment), { epoch, seq: seq ?? -1, at }, moment.now);
      showSource(source);
    },
    broker(broker, connected, moment) {
      for (const source of [...sources.all()]) {
        if (source.broker !== broker) continue;
        const order = { epoch: source.epoch, seq: -1 };
        if (!connected && source.online) {
          source.offlineBy = 'broker';
          goOffline(source, moment.receivedAt, order, moment);
        } else if (connected && source.offlineBy === 'broker') {
          placeMark(source, newMark(source.id, true, false, moment), { ...order, at: moment.receivedAt }, moment.now);
        }
        showSource(source);
      }
    },
    settle(before) {
      for (const timeline of readings.values()) timeline.settle((event) => replay.holds(event));
      for (const timeline of marks.values())
        timeline.settle((mark) => mark.receivedAt >= before || [...mark.events.values()].some((event) => replay.holds(event)));
    },
  };
}
