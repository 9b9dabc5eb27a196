/** Names of feeders, areas and causes for a row, read from the records. */

import { useMemo } from 'react';
import { useLive } from '../../live/LiveContext.tsx';
import { useRecords } from '../../live/useRecord.ts';
import { useWord } from '../../ui/useWord.ts';
import type { Names } from './outageOrder.ts';

const howMany = (table: ReadonlyMap<string, { readonly name: string }>) => table.size;

export function useNames(): Names {
  const { store } = useLive();
  const word = useWord();
  // Names never change while a page is open; that there are names at all does.
  const feeders = useRecords('feeder', howMany);
  const areas = useRecords('area', howMany);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts stand for the tables
  return useMemo<Names>(
    () => ({
      feeder: (id) => (id === null ? '' : (store.get('feeder', id)?.name ?? id)),
      area: (id) => store.get('area', id)?.name ?? id,
      cause: (code) => (code === null ? '' : word('cause', code)),
    }),
    [store, word, feeders, areas],
  );
}
