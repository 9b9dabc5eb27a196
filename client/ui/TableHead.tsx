/** Column heads: names, units on hover, and the order asked for. */

import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** Longer words for a short title. */
  readonly hint?: string;
  /** Least width, pixels. */
  readonly width: number;
  /** Share of the space left over. */
  readonly grow?: number;
  /** In a narrow table the lowest goes first; without one it always stays. */
  readonly keep?: number;
  readonly end?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

export type TableSort = { readonly key: string; readonly down: boolean };

const GAP = 12;
const EDGES = 20;

/** The columns there is room for, in their order. */
export function visibleColumns<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  let shown = columns;
  const needed = () => shown.reduce((sum, { width }) => sum + width + GAP, EDGES - GAP);
  for (;;) {
    const least = shown.reduce<Column<Row> | null>(
      (lowest, column) => (column.keep !== undefined && (lowest?.keep === undefined || column.keep < lowest.keep) ? column : lowest),
      null,
    );
    if (!least || needed() <= room) return shown;
    shown = shown.filter((column) => column !== least);
  }
}

/** CSS grid tracks; `scale` widens them with the type, on the wall. */
export const tracks = (columns: readonly Column<never>[], scale: number): string =>
  columns.map(({ width, grow }) => (grow ? `minmax(${width * scale}px, ${grow}fr)` : `${width * scale}px`)).join(' ');

type Props = {
  columns: readonly Column<never>[];
  template: string;
  sort?: TableSort;
  onSort?(sort: TableSort): void;
};

export function TableHead({ columns, template, sort, onSort }: Props) {
  return (
    <div className="table-head" role="rowgroup">
      <div className="table-row" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map(({ key, title, hint, end, sortable }) => {
          const active = sort?.key === key;
          const order = !sortable ? undefined : !active ? 'none' : sort.down ? 'descending' : 'ascending';
          return (
            <div key={key} className="table-cell" role="columnheader" data-end={end || undefined} aria-sort={order} title={hint}>
              {sortable && onSort ? (
                <button type="button" className="table-sort" tabIndex={0} onClick={() => onSort({ key, down: active ? !sort.down : true })}>
                  <span className="cut">{title}</span>
                  <span aria-hidden="true" className="table-arrow">
                    {active ? (sort.down ? '▾' : '▴') : ''}
                  </span>
                </button>
              ) : (
                <span className="cut">{title}</span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
