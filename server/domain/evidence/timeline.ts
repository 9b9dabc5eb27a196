/** The recent events of one source at one point in the source's own order, with times that never fall (rules E14, E27). */

import { compareWithinSource, type OrderKey } from './order.ts';

export type Entry<E> = { readonly event: E; readonly key: OrderKey };

export type Placed<E> =
  | { readonly outcome: 'placed'; readonly key: OrderKey; readonly newest: boolean; readonly moved: ReadonlyMap<E, OrderKey> }
  /** Same number, or same time and content, as one that is here. */
  | { readonly outcome: 'repeat' }
  /** Before what is settled already. */
  | { readonly outcome: 'settled' };

export type Timeline<E> = {
  place(event: E, wanted: Omit<OrderKey, 't' | 'turn'>): Placed<E>;
  /** Takes an event out again. */
  remove(event: E): void;
  /** Forgets events that can no longer move. */
  settle(holds: (event: E) => boolean): void;
  entries(): readonly Entry<E>[];
  /** Place up to which events are settled. */
  floor(): OrderKey | null;
};

/** `same` compares the content of two events that have the same time and no number. */
export function createTimeline<E>(same: (a: E, b: E) => boolean, floorAtFirst: OrderKey | null = null): Timeline<E> {
  const entries: Entry<E>[] = [];
  let floor = floorAtFirst;
  let turn = floorAtFirst ? floorAtFirst.turn + 1 : 0;

  function isRepeat(event: E, key: OrderKey): boolean {
    return entries.some((entry) =>
      key.seq >= 0 && entry.key.seq >= 0
        ? entry.key.seq === key.seq && entry.key.epoch === key.epoch
        : entry.key.at === key.at && same(entry.event, event),
    );
  }

  return {
    place(event, wanted) {
      const key: OrderKey = { ...wanted, t: wanted.at, turn };
      if (isRepeat(event, key)) return { outcome: 'repeat' };
      if (floor && compareWithinSource(key, floor) <= 0) return { outcome: 'settled' };
      let place = entries.length;
      while (place > 0 && compareWithinSource(entries[place - 1]!.key, key) > 0) place -= 1;
      turn += 1;
      let t = Math.max(key.t, entries[place - 1]?.key.t ?? floor?.t ?? key.t);
      const placed: OrderKey = { ...key, t };
      entries.splice(place, 0, { event, key: placed });
      const moved = new Map<E, OrderKey>();
      for (let i = place + 1; i < entries.length; i += 1) {
        const entry = entries[i]!;
        if (entry.key.t >= t) break;
        t = Math.max(t, entry.key.at);
        entries[i] = { event: entry.event, key: { ...entry.key, t } };
        moved.set(entry.event, entries[i]!.key);
      }
      return { outcome: 'placed', key: placed, newest: place === entries.length - 1, moved };
    },
    remove(event) {
      const place = entries.findIndex((entry) => entry.event === event);
      if (place >= 0) entries.splice(place, 1);
    },
    settle(holds) {
      while (entries.length > 0 && !holds(entries[0]!.event)) floor = entries.shift()!.key;
    },
    entries: () => entries,
    floor: () => floor,
  };
}
