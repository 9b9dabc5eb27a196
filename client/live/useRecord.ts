/** Records in components: one by id, or a list picked from a kind. */

import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { RecordKind, RecordOf } from '../../shared/records/record.ts';
import { useLive } from './LiveContext.tsx';

export function useRecord<K extends RecordKind>(kind: K, id: string | null): RecordOf<K> | undefined {
  const { store } = useLive();
  const subscribe = useCallback((tell: () => void) => store.onText(kind, id ?? '', tell), [store, kind, id]);
  return useSyncExternalStore(subscribe, () => (id === null ? undefined : store.get(kind, id)));
}

/** Runs `select` again when a record of the kind changed or `select` itself did (keep it stable). */
export function useRecords<K extends RecordKind, T>(kind: K, select: (table: ReadonlyMap<string, RecordOf<K>>) => T): T {
  const { store } = useLive();
  const seen = useRef(-1);
  const subscribe = useCallback(
    (tell: () => void) =>
      store.onText(kind, null, () => {
        seen.current = store.version(kind);
        tell();
      }),
    [store, kind],
  );
  // Texts follow at most ten times a second, so the version is the one last told, not the newest.
  const version = useSyncExternalStore(subscribe, () => (seen.current === -1 ? store.version(kind) : seen.current));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table changes in place and its version says when
  return useMemo(() => select(store.table(kind)), [store, kind, select, version]);
}
