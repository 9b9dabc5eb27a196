/** A grid of records: only rows in view exist, rows belong to ids, arrow keys move, a tick marks what just changed. */

import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { type Column, TableHead, type TableSort, tracks, visibleColumns } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import type { FrozenRows } from './useFrozenRows.ts';
import './table.css';

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  ids: readonly string[];
  rowOf(id: string): Row | undefined;
  sort?: TableSort;
  onSort?(sort: TableSort): void;
  selected?: string | null;
  onSelect?(id: string): void;
  onOpen?(id: string): void;
  /** Monotonic time of the last change (rule L4). */
  changedAt?(id: string): number | undefined;
  /** Rows that ended stay in place, drawn quieter (rule L1). */
  isEnded?(row: Row): boolean;
  /** Words of an id that is no row but a heading over those below it; null for rows. */
  headingOf?(id: string): ReactNode | null;
  holder?: FrozenRows['holder'];
  empty?: ReactNode;
};

const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 10],
  ['PageUp', -10],
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
]);

/** Height of a row in the usual themes, pixels; the wall's are taller. */
const ROW = 32;

const rowHeightOfTheme = (): number => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || ROW;

/** The row at a place, or the nearest beyond it in the direction of the step; headings are passed over. */
function nextRow(ids: readonly string[], wanted: number, step: number, isHeading: (id: string) => boolean): string | undefined {
  const way = step < 0 ? -1 : 1;
  for (let place = Math.max(0, Math.min(ids.length - 1, wanted)); place >= 0 && place < ids.length; place += way) {
    const id = ids[place];
    if (id !== undefined && !isHeading(id)) return id;
  }
  return undefined;
}

export function Table<Row>(props: Props<Row>) {
  const {
    label,
    columns,
    ids,
    rowOf,
    sort,
    onSort,
    selected = null,
    onSelect,
    onOpen,
    changedAt,
    isEnded,
    headingOf,
    holder,
    empty,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1200);
  const rowHeight = rowHeightOfTheme();
  const rows = useVirtualizer({ count: ids.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6 });
  const pressed = useRef<string | null>(null);
  const wantFocus = useRef<string | null>(null);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = () => {
      setWidth(box.clientWidth);
      box.parentElement?.style.setProperty('--scrollbar', `${box.offsetWidth - box.clientWidth}px`);
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    if (box.firstElementChild) watcher.observe(box.firstElementChild);
    return () => watcher.disconnect();
  }, []);

  const index = selected === null ? -1 : ids.indexOf(selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, never a new order (rule L2)
  useEffect(() => {
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  }, [selected]);

  useEffect(() => {
    if (wantFocus.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(wantFocus.current)}"]`);
    if (!row) return;
    wantFocus.current = null;
    row.focus({ preventScroll: true });
  });

  const move = useCallback(
    (event: KeyboardEvent) => {
      const step = STEPS.get(event.key);
      const from = event.target instanceof HTMLElement ? ids.indexOf(event.target.dataset.id ?? '') : -1;
      if (event.key === 'Enter' && from >= 0) {
        event.preventDefault();
        onOpen?.(ids[from] ?? '');
        return;
      }
      if (step === undefined || from < 0) return;
      event.preventDefault();
      const to = nextRow(ids, from + step, step, (id) => (headingOf?.(id) ?? null) !== null);
      if (to === undefined) return;
      wantFocus.current = to;
      rows.scrollToIndex(ids.indexOf(to), { align: 'auto' });
      onSelect?.(to);
    },
    [ids, onSelect, onOpen, rows, headingOf],
  );

  const scale = rowHeight / ROW;
  const shown = visibleColumns(columns, width / scale);
  const template = tracks(shown, scale);
  const tabStop = index >= 0 ? selected : (ids.find((id) => (headingOf?.(id) ?? null) === null) ?? null);
  return (
    <div
      className="table"
      role="grid"
      aria-label={label}
      aria-rowcount={ids.length + 1}
      onPointerEnter={holder?.onPointerEnter}
      onPointerLeave={holder?.onPointerLeave}
      onFocus={holder?.onFocus}
      onBlur={holder?.onBlur}
    >
      <TableHead columns={shown} template={template} sort={sort} onSort={onSort} />
      <div className="table-scroll" role="rowgroup" ref={scroller} onKeyDown={move}>
        {ids.length === 0 && (
          <div role="row" aria-rowindex={2}>
            <div role="gridcell" aria-colspan={shown.length} tabIndex={-1}>
              {empty}
            </div>
          </div>
        )}
        <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((item) => {
            const id = ids[item.index];
            const heading = id === undefined ? null : (headingOf?.(id) ?? null);
            if (heading !== null)
              return (
                <div
                  key={id}
                  className="table-row table-heading"
                  role="row"
                  aria-rowindex={item.index + 2}
                  style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
                >
                  <div className="table-cell" role="gridcell" aria-colspan={shown.length}>
                    {heading}
                  </div>
                </div>
              );
            const row = id === undefined ? undefined : rowOf(id);
            if (id === undefined || row === undefined) return null;
            return (
              <TableRow
                key={id}
                id={id}
                row={row}
                columns={shown}
                template={template}
                top={item.start}
                height={rowHeight}
                place={item.index + 2}
                selected={id === selected}
                tabStop={id === tabStop}
                ended={isEnded?.(row) ?? false}
                changedAt={changedAt?.(id)}
                onDown={(down) => {
                  pressed.current = down;
                }}
                onUp={(opened) => {
                  // The id that was under the pointer when the button went down (rule L3).
                  const target = pressed.current;
                  pressed.current = null;
                  if (target === null) return;
                  if (opened) onOpen?.(target);
                  else onSelect?.(target);
                }}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
