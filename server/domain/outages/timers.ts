/** Deadlines in domain time, by group; setting and clearing them can be taken back. */

import type { UndoLog } from './undo.ts';

export type Timer =
  /** The switch is still open without another operation (rule O9). */
  | { readonly kind: 'lockout'; readonly outage: string }
  /** The outage is longer than the sustained limit (rule O10). */
  | { readonly kind: 'sustained'; readonly outage: string }
  /** The switch has been between its positions for too long (rule E5). */
  | { readonly kind: 'travel'; readonly branch: number; readonly source: string }
  /** The point should have reported by now (rule E19). */
  | { readonly kind: 'silent'; readonly branch: number; readonly source: string }
  /** The contact has been quiet long enough to be believed again (rule E32). */
  | { readonly kind: 'calm'; readonly branch: number; readonly source: string };

export type Timers = {
  /** Starts a step at this moment: what it sets is due after it, so that a cause never follows its effect. */
  begin(at: number): void;
  set(key: string, group: number, at: number, timer: Timer): void;
  clear(key: string): void;
  /** Earliest in a group, Infinity without one. */
  dueAt(group: number): number;
  earliest(): number | null;
  groups(): Iterable<number>;
  /** Takes out and returns what is due at or before this moment, in a fixed order. */
  take(group: number, at: number): readonly Timer[];
  entries(): readonly (readonly [key: string, group: number, at: number, timer: Timer])[];
};

type Entry = { readonly group: number; readonly at: number; readonly timer: Timer };

export function createTimers(undo: UndoLog): Timers {
  const byKey = new Map<string, Entry>();
  const byGroup = new Map<number, Map<string, Entry>>();
  const earliestOf = new Map<number, number>();
  let stepAt = Number.NEGATIVE_INFINITY;

  function place(key: string, entry: Entry | undefined): void {
    const old = byKey.get(key);
    if (old) {
      byKey.delete(key);
      const group = byGroup.get(old.group);
      group?.delete(key);
      if (group?.size === 0) byGroup.delete(old.group);
      earliestOf.delete(old.group);
    }
    if (!entry) return;
    byKey.set(key, entry);
    const group = byGroup.get(entry.group) ?? new Map<string, Entry>();
    byGroup.set(entry.group, group.set(key, entry));
    earliestOf.delete(entry.group);
  }

  function change(key: string, entry: Entry | undefined): void {
    const old = byKey.get(key);
    if (!old && !entry) return;
    place(key, entry);
    undo.add(() => place(key, old));
  }

  function dueAt(group: number): number {
    const known = earliestOf.get(group);
    if (known !== undefined) return known;
    let due = Number.POSITIVE_INFINITY;
    for (const { at } of byGroup.get(group)?.values() ?? []) due = Math.min(due, at);
    earliestOf.set(group, due);
    return due;
  }

  return {
    begin(at) {
      stepAt = at;
    },
    set: (key, group, at, timer) => change(key, { group, at: Math.max(at, stepAt + 1), timer }),
    clear: (key) => change(key, undefined),
    dueAt,
    earliest() {
      let due = Number.POSITIVE_INFINITY;
      for (const group of byGroup.keys()) due = Math.min(due, dueAt(group));
      return due === Number.POSITIVE_INFINITY ? null : due;
    },
    groups: () => byGroup.keys(),
    take(group, at) {
      const due = [...(byGroup.get(group) ?? [])].filter(([, entry]) => entry.at <= at);
      due.sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1));
      for (const [key] of due) change(key, undefined);
      return due.map(([, { timer }]) => timer);
    },
    entries: () => [...byKey].map(([key, { group, at, timer }]) => [key, group, at, timer] as const),
  };
}
