/** What the list shows: filter and order from the address, rows from the records, and what the filter hides (rules L12, L13). */

import { useCallback, useMemo } from 'react';
import * as z from 'zod';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { isInView } from '../../live/openOutages.ts';
import { useAddress, usePutAddress } from '../../live/useAddress.ts';
import { useRecords } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import type { TableSort } from '../../ui/TableHead.tsx';
import { useNow } from '../../ui/useNow.ts';
import { type Names, type OutageFilter, orderOf, passes } from './outageOrder.ts';

const prioritiesText = z.string().regex(/^[1-4]{1,4}$/);
const anyText = z.string().min(1).max(200);
const sortText = z.string().regex(/^-?(priority|device|state|feeder|customers|peak|began|estimate)$/);

export type OutageView = {
  readonly rows: readonly OutageRecord[];
  readonly hidden: readonly OutageRecord[];
  readonly filter: OutageFilter;
  readonly sort: TableSort;
  setText(text: string): void;
  togglePriority(priority: number): void;
  clear(): void;
  setSort(sort: TableSort): void;
  /** Changes when the person asks for another filter or order. */
  readonly arrangement: string;
};

const all = (table: ReadonlyMap<string, OutageRecord>): readonly OutageRecord[] => [...table.values()];

/** How often what was restored is looked through for what has been in view long enough. */
const FADE_CHECK_MS = 10_000;

export function useOutageView(names: Names, ended: readonly OutageRecord[] | null): OutageView {
  const format = useFormat();
  const [f, setF] = useAddress('f', prioritiesText);
  const [q, setQ] = useAddress('q', anyText);
  const [feeder] = useAddress('feeder', anyText);
  const [area] = useAddress('area', anyText);
  const put = usePutAddress();
  const [sortIn, setSortIn] = useAddress('sort', sortText);
  const live = useRecords('outage', all);
  const fadeCheck = Math.floor(useNow() / FADE_CHECK_MS) * FADE_CHECK_MS;
  const source = useMemo(() => ended ?? live.filter((outage) => isInView(outage, fadeCheck)), [ended, live, fadeCheck]);
  const filter = useMemo<OutageFilter>(
    () => ({ priorities: new Set([...(f ?? '')].map(Number)), text: q ?? '', feeder, area }),
    [f, q, feeder, area],
  );
  const sort = useMemo<TableSort>(() => {
    const text = sortIn ?? (ended ? 'began' : 'priority');
    return text.startsWith('-') ? { key: text.slice(1), down: false } : { key: text, down: true };
  }, [sortIn, ended]);
  const { rows, hidden } = useMemo(() => {
    const passed: OutageRecord[] = [];
    const held: OutageRecord[] = [];
    for (const outage of source) (passes(outage, filter, names) ? passed : held).push(outage);
    return { rows: passed.sort(orderOf(sort, names, format.locale)), hidden: held };
  }, [source, filter, names, sort, format.locale]);
  const togglePriority = useCallback(
    (priority: number) => {
      const next = new Set([...(f ?? '')].map(Number));
      if (!next.delete(priority)) next.add(priority);
      setF(next.size === 0 || next.size === 4 ? null : [...next].sort().join(''));
    },
    [f, setF],
  );
  return {
    rows,
    hidden,
    filter,
    sort,
    setText: (text) => setQ(text === '' ? null : text.slice(0, 200)),
    togglePriority,
    clear() {
      put({ f: null, q: null, feeder: null, area: null });
    },
    setSort: ({ key, down }) => setSortIn(`${down ? '' : '-'}${key}`),
    arrangement: `${f}|${q}|${feeder}|${area}|${sort.key}|${sort.down}|${ended ? 'ended' : 'live'}`,
  };
}
