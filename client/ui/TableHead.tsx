/** Column heads: names, units on hover, and the order asked for. */

import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** Longer words for a short title. */
  readonly hint?: string;
  /** CSS grid track, such as "minmax(120px, 1fr)" or "72px". */
  readonly track: string;
  readonly end?: boolean;
  readonly sortable?: boolean;
  /** Shown only when the table is at least this wide, pixels. */
  readonly from?: number;
  readonly cell: (row: Row) => ReactNode;
};

export type TableSort = { readonly key: string; readonly down: boolean };

export const visibleColumns = <Row,>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] =>
  columns.filter(({ from }) => from === undefined || width >= from);

export const tracks = (columns: readonly Column<never>[]): string => columns.map(({ track }) => track).join(' ');

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
