/** The newest state of every record, by kind and id, with listeners by record and by kind. */

import type { Delta } from '../../shared/delta.ts';
import { recordKey } from '../../shared/ids.ts';
import { type RecordKind, type RecordOf, recordKinds } from '../../shared/records/record.ts';

type Tables = { readonly [K in RecordKind]: Map<string, RecordOf<K>> };

/** What one delta did: ids by kind; `reset` = everything was replaced. */
export type Change = { readonly reset: boolean; readonly ids: ReadonlyMap<RecordKind, ReadonlySet<string>>; readonly count: number };

export type RecordStore = {
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined;
  table<K extends RecordKind>(kind: K): ReadonlyMap<string, RecordOf<K>>;
  /** Grows by one whenever a record of the kind changes. */
  version(kind: RecordKind): number;
  /** Monotonic time of the last change of a record, undefined when it only came with a reset (rule L4). */
  changedAt(kind: RecordKind, id: string): number | undefined;
  apply(delta: Delta, monotonicNow: number): Change;
  /** Calls back at once after each delta: for the map, which draws once a frame. */
  onChange(listener: (change: Change) => void): () => void;
  /** Calls back at most ten times a second: for texts (rule L5). */
  onText(kind: RecordKind, id: string | null, listener: () => void): () => void;
};

const TEXT_PERIOD_MS = 100;

function createTables(): Tables {
  return {
    outage: new Map(),
    device: new Map(),
    feeder: new Map(),
    area: new Map(),
    source: new Map(),
    report: new Map(),
    job: new Map(),
    crew: new Map(),
    notification: new Map(),
    planned: new Map(),
    keyCustomer: new Map(),
    service: new Map(),
    summary: new Map(),
  };
}

export function createRecordStore(): RecordStore {
  const tables = createTables();
  const versions = new Map<RecordKind, number>();
  const changed = new Map<string, number>();
  const changeListeners = new Set<(change: Change) => void>();
  const textListeners = new Map<string, Set<() => void>>();
  const waiting = new Set<string>();
  let textTimer: ReturnType<typeof setTimeout> | undefined;
  let lastText = Number.NEGATIVE_INFINITY;

  function put<K extends RecordKind>(kind: K, rows: readonly RecordOf<K>[] | undefined, touch: (kind: RecordKind, id: string) => void) {
    if (!rows) return;
    const table: Map<string, RecordOf<K>> = tables[kind];
    for (const row of rows) {
      table.set(row.id, row);
      touch(kind, row.id);
    }
  }

  function remove(key: string, touch: (kind: RecordKind, id: string) => void) {
    const kind = recordKinds.find((name) => key.startsWith(`${name}:`));
    if (!kind) return;
    // Ids made by Relight contain their kind, ids of network things do not.
    const bare = key.slice(kind.length + 1);
    const id = tables[kind].delete(key) ? key : tables[kind].delete(bare) ? bare : null;
    if (id !== null) touch(kind, id);
  }

  function tellTexts() {
    textTimer = undefined;
    lastText = performance.now();
    const keys = [...waiting];
    waiting.clear();
    for (const key of keys) for (const listener of [...(textListeners.get(key) ?? [])]) listener();
  }

  function apply(delta: Delta, monotonicNow: number): Change {
    const ids = new Map<RecordKind, Set<string>>();
    let count = 0;
    const touch = (kind: RecordKind, id: string) => {
      const set = ids.get(kind) ?? new Set();
      ids.set(kind, set);
      set.add(id);
      count++;
      if (delta.reset) return;
      changed.set(recordKey(kind, id), monotonicNow);
      if (textListeners.has(`${kind}/${id}`)) waiting.add(`${kind}/${id}`);
    };
    if (delta.reset) {
      changed.clear();
      for (const kind of recordKinds) {
        for (const id of tables[kind].keys()) if (textListeners.has(`${kind}/${id}`)) waiting.add(`${kind}/${id}`);
        tables[kind].clear();
      }
    }
    for (const kind of recordKinds) put(kind, delta.upserts[kind], touch);
    for (const key of delta.removals) remove(key, touch);
    for (const kind of delta.reset ? recordKinds : ids.keys()) {
      versions.set(kind, (versions.get(kind) ?? 0) + 1);
      waiting.add(kind);
      if (delta.reset) for (const key of textListeners.keys()) if (key.startsWith(`${kind}/`)) waiting.add(key);
    }
    const change: Change = { reset: delta.reset, ids, count };
    for (const listener of [...changeListeners]) listener(change);
    if (waiting.size > 0 && textTimer === undefined) {
      const wait = TEXT_PERIOD_MS - (performance.now() - lastText);
      if (wait <= 0) tellTexts();
      else textTimer = setTimeout(tellTexts, wait);
    }
    return change;
  }

  return {
    get: (kind, id) => tables[kind].get(id),
    table: (kind) => tables[kind],
    version: (kind) => versions.get(kind) ?? 0,
    changedAt: (kind, id) => changed.get(recordKey(kind, id)),
    apply,
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onText(kind, id, listener) {
      const key = id === null ? kind : `${kind}/${id}`;
      const set = textListeners.get(key) ?? new Set();
      textListeners.set(key, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) textListeners.delete(key);
      };
    },
  };
}
