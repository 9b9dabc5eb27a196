/** What a screen with one table shows: filter and order from the address, rows that hold still, a selection, and the keys for all of it. */

import { useMemo } from 'react';
import * as z from 'zod';
import { fold } from '../live/fold.ts';
import { type SelectableKind, useSelection } from '../live/selection.ts';
import { useAddress } from '../live/useAddress.ts';
import type { TableSort } from './TableHead.tsx';
import { type FrozenRows, useFrozenRows } from './useFrozenRows.ts';
import { useKeys } from './useKeys.ts';

const anyText = z.string().min(1).max(200);

export type TableViewOptions<Row> = {
  readonly kind: SelectableKind;
  readonly rows: readonly Row[];
  /** Orders the address may name; a minus before one turns it round. */
  readonly sorts: z.ZodType<string>;
  readonly usualSort: string;
  /** Keep both stable. */
  readonly textOf: (row: Row) => string;
  readonly orderOf: (sort: TableSort) => (a: Row, b: Row) => number;
  /** Words of the keys j, k and u. */
  readonly words: { readonly next: string; readonly previous: string; readonly letIn: string };
};

export type TableView<Row> = {
  readonly rows: readonly Row[];
  readonly hidden: readonly Row[];
  readonly text: string;
  setText(text: string | null): void;
  readonly sort: TableSort;
  setSort(sort: TableSort): void;
  readonly still: FrozenRows;
  readonly selected: string | null;
  select(id: string): void;
};

export function useTableView<Row extends { readonly id: string }>(options: TableViewOptions<Row>): TableView<Row> {
  const { kind, rows: all, sorts, usualSort, textOf, orderOf, words } = options;
  const [q, setQ] = useAddress('q', anyText);
  const [sortIn, setSortIn] = useAddress('sort', sorts);
  const [selection, select] = useSelection();
  const sort = useMemo<TableSort>(() => {
    const text = sortIn ?? usualSort;
    return text.startsWith('-') ? { key: text.slice(1), down: false } : { key: text, down: true };
  }, [sortIn, usualSort]);
  const { rows, hidden } = useMemo(() => {
    const wanted = fold(q ?? '');
    const passed: Row[] = [];
    const held: Row[] = [];
    for (const row of all) (fold(textOf(row)).includes(wanted) ? passed : held).push(row);
    return { rows: passed.sort(orderOf(sort)), hidden: held };
  }, [all, q, sort, textOf, orderOf]);
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const still = useFrozenRows(ids, `${kind}|${q}|${sort.key}|${sort.down}`);
  const selected = selection?.kind === kind ? selection.id : null;
  const step = (by: number) => {
    const at = selected ? still.ids.indexOf(selected) : -1;
    const next = still.ids[Math.max(0, Math.min(still.ids.length - 1, at + by))];
    if (next !== undefined) select({ kind, id: next });
  };
  useKeys([
    { keys: 'j', label: words.next, run: () => void step(1) },
    { keys: 'k', label: words.previous, run: () => void step(-1) },
    { keys: 'u', label: words.letIn, run: () => void still.letIn() },
  ]);
  return {
    rows,
    hidden,
    text: q ?? '',
    setText: (text) => setQ(text === null || text === '' ? null : text.slice(0, 200)),
    sort,
    setSort: ({ key, down }) => setSortIn(`${down ? '' : '-'}${key}`),
    still,
    selected,
    select: (id) => select({ kind, id }),
  };
}
