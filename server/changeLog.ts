/** Remembers at which revision each record last changed, so that "what changed since n" costs what changed. */

import type { RecordKind } from '../shared/records/record.ts';

export type Change = { readonly kind: RecordKind; readonly id: string; readonly revision: number };

/** Changes older than this many entries are folded away; a viewer who is further behind gets everything. */
const MOST_ENTRIES = 400_000;

export type ChangeLog = {
  /** Notes that a record changed at a revision; revisions never fall. */
  note(kind: RecordKind, id: string, revision: number): void;
  /** Newest change of each record after `from`, oldest first; null when that is no longer known. */
  since(from: number): readonly Change[] | null;
};

export function createChangeLog(startRevision: number): ChangeLog {
  let entries: Change[] = [];
  let newest = new Map<string, Change>();
  let oldestKnown = startRevision;

  const firstAfter = (revision: number): number => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entries[middle]?.revision ?? 0) > revision) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  function compact(): void {
    const kept = entries.filter((entry) => newest.get(`${entry.kind} ${entry.id}`) === entry);
    const dropped = kept.length > MOST_ENTRIES / 2 ? kept.splice(0, kept.length - MOST_ENTRIES / 2) : [];
    const last = dropped.at(-1);
    if (last) oldestKnown = Math.max(oldestKnown, last.revision);
    entries = kept;
    newest = new Map(kept.map((entry) => [`${entry.kind} ${entry.id}`, entry]));
  }

  return {
    note(kind, id, revision) {
      const key = `${kind} ${id}`;
      const before = newest.get(key);
      if (before?.revision === revision) return;
      const entry = { kind, id, revision };
      newest.set(key, entry);
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) compact();
    },
    since(from) {
      if (from < oldestKnown) return null;
      const changes: Change[] = [];
      for (let i = firstAfter(from); i < entries.length; i++) {
        const entry = entries[i];
        if (entry && newest.get(`${entry.kind} ${entry.id}`) === entry) changes.push(entry);
      }
      return changes;
    },
  };
}
