/**
 * Keeps recent events of each zone in canonical order: what comes in order is applied at once, what comes late rewinds its
 * zone, takes its place and is followed by the rest again, so that the end does not depend on arrival (rules E14, E26).
 */

import { compareKeys, type OrderKey, timerKey } from '../evidence/order.ts';
import { NONE } from '../network/network.ts';
import type { Groups } from './groups.ts';

export type Event = { readonly groups: readonly number[]; readonly receivedAt: number };

export type Step<E extends Event, F> = {
  readonly key: OrderKey;
  /** null for a timer: it comes again by itself when its cause is replayed. */
  readonly event: E | null;
  /** Group of a timer. */
  readonly group: number;
  readonly receivedAt: number;
  /** null for a step that comes from a snapshot: how to take it back is found out when that is asked for. */
  readonly undo: readonly (() => void)[] | null;
  readonly facts: readonly F[];
  /** Largest key up to here. */
  readonly high: OrderKey;
};

type Taken<E> = { readonly key: OrderKey; readonly event: E | null; readonly group: number; readonly receivedAt: number };

type Zone<E extends Event, F> = { readonly groups: Set<number>; steps: Step<E, F>[] };

type Waiting<E extends Event> = { readonly event: E; readonly key: OrderKey; readonly receivedAt: number };

/** What one step did: how to take it back, and what was concluded. */
export type Done<F> = { readonly undo: readonly (() => void)[]; readonly facts: readonly F[] };

export type Subject<E extends Event, F> = {
  readonly apply: (event: E, key: OrderKey) => Done<F>;
  readonly isOpen: (branch: number) => boolean;
  /** Groups in which timers run. */
  readonly timed: () => Iterable<number>;
  /** Earliest timer of a group, Infinity without one. */
  readonly dueAt: (group: number) => number;
  /** Lets the timers of a group run that are due at exactly this moment. */
  readonly fire: (group: number, at: number) => Done<F>;
  /** Takes these groups back to what is settled. What it returns is called when their steps have been taken again. */
  readonly reset: (groups: ReadonlySet<number>) => () => void;
  /** Does something again that was concluded before. */
  readonly quietly: (work: () => void) => void;
  /** Steps that can no longer move, in order; their timers are among them up to the last moment. */
  readonly settled: (groups: ReadonlySet<number>, steps: readonly Step<E, F>[]) => void;
  /** What was concluded by steps that were taken back, before they are replayed. */
  readonly unsaid: (facts: readonly F[]) => void;
};

/** Groups that hang together, and what was taken there and may still move. */
export type KeptZone<E> = {
  readonly groups: readonly number[];
  readonly events: readonly { readonly event: E; readonly key: OrderKey }[];
  readonly timers: readonly { readonly group: number; readonly at: number }[];
};

export type Replay<E extends Event> = {
  /** Puts an event in its place. False: too late, its place is settled already. */
  insert(event: E, key: OrderKey, now: number): boolean;
  /** Changes the keys of events that are already in, or takes them out with null. */
  rearrange(changes: ReadonlyMap<E, OrderKey | null>, now: number): void;
  /** Lets all timers up to `now` run and settles what was received before `settleBefore`. */
  advance(now: number, settleBefore: number): void;
  /** True while the event can still be moved. */
  holds(event: E): boolean;
  /** By group: what lies at or before this is settled. */
  readonly horizon: (OrderKey | null)[];
  zones(): readonly KeptZone<E>[];
  /** Takes zones as they were, with the world as they left it. */
  restore(zones: readonly KeptZone<E>[]): void;
  /** Makes sure that steps of these groups can be taken back; to be asked before an event in them is changed from outside. */
  loosen(groups: Iterable<number>): void;
  /** Lets the timers of these groups run up to a moment. */
  run(groups: Iterable<number>, until: number): void;
};

export function createReplay<E extends Event, F>(groups: Groups, subject: Subject<E, F>, mostSteps: number): Replay<E> {
  const zoneOf: (Zone<E, F> | null)[] = Array.from({ length: groups.count }, () => null);
  const zones = new Set<Zone<E, F>>();
  const horizon: (OrderKey | null)[] = Array.from({ length: groups.count }, () => null);
  const held = new Set<E>();

  function zoneFor(seeds: Iterable<number>): Zone<E, F> {
    const members = new Set(seeds);
    const met = new Set<Zone<E, F>>();
    let size = -1;
    while (members.size !== size) {
      for (const group of groups.closure(members, subject.isOpen)) members.add(group);
      size = members.size;
      for (const group of [...members]) {
        const zone = zoneOf[group];
        if (!zone || met.has(zone)) continue;
        met.add(zone);
        for (const other of zone.groups) members.add(other);
      }
    }
    const [first, ...others] = met;
    const zone: Zone<E, F> = first ?? { groups: new Set(), steps: [] };
    if (others.length > 0)
      zone.steps = withHighs([zone, ...others].flatMap((each) => each.steps).sort((a, b) => compareKeys(a.key, b.key)));
    for (const other of others) zones.delete(other);
    zones.add(zone);
    for (const group of members) {
      zone.groups.add(group);
      zoneOf[group] = zone;
    }
    return zone;
  }

  function withHighs(steps: readonly Step<E, F>[]): Step<E, F>[] {
    let high: OrderKey | null = null;
    return steps.map((step) => {
      high = high === null || compareKeys(step.key, high) > 0 ? step.key : high;
      return { ...step, high };
    });
  }

  function push(zone: Zone<E, F>, { key, event, group, receivedAt }: Taken<E>, done: Done<F>): void {
    if (event === null && done.undo.length === 0) return;
    const last = zone.steps.at(-1)?.high;
    const high = last && compareKeys(last, key) > 0 ? last : key;
    zone.steps.push({ key, event, group, receivedAt, undo: done.undo, facts: done.facts, high });
    if (event) held.add(event);
  }

  /** Takes back everything after `key`, or also what stands at it; returns the events, in order. */
  function rewind(zone: Zone<E, F>, key: OrderKey, from: 'after' | 'at'): Step<E, F>[] {
    const limit = from === 'at' ? 0 : 1;
    const taken: Step<E, F>[] = [];
    for (let last = zone.steps.at(-1); last && Math.sign(compareKeys(last.high, key)) >= limit; last = zone.steps.at(-1)) {
      if (last.undo === null) warm(zone);
      const step = zone.steps.pop()!;
      takeBack(step);
      subject.unsaid(step.facts);
      if (step.event) taken.push(step);
    }
    return taken.reverse();
  }

  function takeBack({ undo }: Step<E, F>): void {
    for (let i = (undo?.length ?? 0) - 1; i >= 0; i -= 1) undo![i]!();
  }

  /** Steps that came from a snapshot are taken once more, from what is settled, so that they can be taken back one by one. */
  function warm(zone: Zone<E, F>): void {
    for (let i = zone.steps.length - 1; i >= 0; i -= 1) takeBack(zone.steps[i]!);
    subject.quietly(() => {
      const finish = subject.reset(zone.groups);
      zone.steps = zone.steps.map((step) => ({
        ...step,
        ...(step.event ? subject.apply(step.event, step.key) : subject.fire(step.group, step.key.t)),
      }));
      finish();
    });
  }

  /** The earliest timer of these groups that is due until then runs. False when there is none. */
  function runTimer(seeds: Iterable<number>, until: number, queue: Waiting<E>[]): boolean {
    let due = Number.POSITIVE_INFINITY;
    let group = -1;
    for (const each of seeds) {
      const at = subject.dueAt(each);
      if (at < due) {
        due = at;
        group = each;
      }
    }
    if (group < 0 || due > until) return false;
    const key = timerKey(due);
    push(zoneFor([group]), { key, event: null, group, receivedAt: due }, subject.fire(group, due));
    uncover(zoneFor([group]), key, queue);
    return true;
  }

  /** What a step did may have joined its zone to another, where later events were applied without it: those come again. */
  function uncover(zone: Zone<E, F>, key: OrderKey, queue: Waiting<E>[]): void {
    const last = zone.steps.at(-1);
    if (last && compareKeys(last.high, key) > 0) enqueue(queue, rewind(zone, key, 'at'));
  }

  /** Applies what waits in order, each with the timers due before it, and then the timers up to now. */
  function follow(queue: Waiting<E>[], groups: Iterable<number>, now: number): void {
    const touched = new Set(groups);
    for (;;) {
      const next = queue[0];
      if (!next) {
        if (runTimer(touched, now, queue)) continue;
        return;
      }
      const zone = zoneFor(next.event.groups);
      for (const group of zone.groups) touched.add(group);
      enqueue(queue, rewind(zone, next.key, 'after'));
      if (queue[0] !== next || runTimer(zone.groups, next.key.t, queue)) continue;
      queue.shift();
      push(zone, { ...next, group: NONE }, subject.apply(next.event, next.key));
      uncover(zoneFor(next.event.groups), next.key, queue);
    }
  }

  function enqueue(queue: Waiting<E>[], steps: readonly Step<E, F>[]): void {
    if (steps.length === 0) return;
    for (const { event, key, receivedAt } of steps) if (event) queue.push({ event, key, receivedAt });
    queue.sort((a, b) => compareKeys(a.key, b.key));
  }

  const settledPast = (seeds: Iterable<number>, key: OrderKey): boolean => {
    for (const group of seeds) {
      const limit = horizon[group];
      if (limit && compareKeys(key, limit) <= 0) return true;
    }
    return false;
  };

  function settle(zone: Zone<E, F>, before: number): void {
    let count = 0;
    while (count < zone.steps.length && (zone.steps[count]!.receivedAt < before || zone.steps.length - count > mostSteps)) count += 1;
    if (count === 0) return;
    const gone = zone.steps.splice(0, count);
    for (const { event } of gone) if (event) held.delete(event);
    subject.settled(zone.groups, gone);
    const last = gone.at(-1)!.high;
    for (const group of zone.groups) {
      const limit = horizon[group];
      if (!limit || compareKeys(limit, last) < 0) horizon[group] = last;
    }
    if (zone.steps.length > 0) return;
    zones.delete(zone);
    for (const group of zone.groups) zoneOf[group] = null;
  }

  return {
    horizon,
    insert(event, key, now) {
      const zone = zoneFor(event.groups);
      if (settledPast(zone.groups, key)) return false;
      follow([{ event, key, receivedAt: event.receivedAt }], [], now);
      return true;
    },
    rearrange(changes, now) {
      const queue: Waiting<E>[] = [];
      const touched = new Set<number>();
      for (const [event, changed] of changes) {
        if (!held.has(event)) continue;
        const zone = zoneFor(event.groups);
        for (const group of zone.groups) touched.add(group);
        const old = zone.steps.find((step) => step.event === event);
        if (!old) continue;
        const from = changed && compareKeys(changed, old.key) < 0 ? changed : old.key;
        enqueue(queue, rewind(zone, from, 'at'));
      }
      const placed: Waiting<E>[] = [];
      for (const each of queue) {
        const changed = changes.get(each.event);
        if (changed === null) held.delete(each.event);
        else placed.push({ ...each, key: changed ?? each.key });
      }
      placed.sort((a, b) => compareKeys(a.key, b.key));
      follow(placed, touched, now);
    },
    advance(now, settleBefore) {
      follow([], subject.timed(), now);
      for (const zone of zones)
        if (zone.steps.length > 0 && (zone.steps[0]!.receivedAt < settleBefore || zone.steps.length > mostSteps))
          settle(zone, settleBefore);
    },
    holds: (event) => held.has(event),
    zones: () =>
      [...zones].map(({ groups: members, steps }) => ({
        groups: [...members],
        events: steps.flatMap(({ event, key }) => (event ? [{ event, key }] : [])),
        timers: steps.flatMap(({ event, group, key }) => (event ? [] : [{ group, at: key.t }])),
      })),
    restore(kept) {
      for (const { groups: members, events, timers } of kept) {
        const steps = [
          ...events.map(({ event, key }) => ({ key, event, group: NONE, receivedAt: event.receivedAt })),
          ...timers.map(({ group, at }) => ({ key: timerKey(at), event: null, group, receivedAt: at })),
        ].map((step) => ({ ...step, undo: null, facts: [], high: step.key }));
        const zone: Zone<E, F> = { groups: new Set(members), steps: withHighs(steps.sort((a, b) => compareKeys(a.key, b.key))) };
        zones.add(zone);
        for (const group of members) zoneOf[group] = zone;
        for (const { event } of events) held.add(event);
      }
    },
    loosen(seeds) {
      for (const group of seeds) {
        const zone = zoneOf[group];
        if (zone?.steps.some(({ undo }) => undo === null)) warm(zone);
      }
    },
    run: (seeds, until) => follow([], seeds, until),
  };
}
