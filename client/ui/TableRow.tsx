/** One row of a table: the record's cells, its place, and a tick while it is freshly changed. */

import type { Column } from './TableHead.tsx';

type Props<Row> = {
  id: string;
  row: Row;
  columns: readonly Column<Row>[];
  template: string;
  top: number;
  height: number;
  place: number;
  selected: boolean;
  tabStop: boolean;
  ended: boolean;
  changedAt: number | undefined;
  onDown(id: string): void;
  onUp(opened: boolean): void;
};

/** How long a change is marked (rule L4). */
const TICK_MS = 5_000;

export function TableRow<Row>(props: Props<Row>) {
  const { id, row, columns, template, top, height, place, selected, tabStop, ended, changedAt } = props;
  const since = changedAt === undefined ? TICK_MS : performance.now() - changedAt;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the table takes the keys of all its rows
    <div
      className="table-row"
      role="row"
      aria-rowindex={place}
      aria-selected={selected}
      data-id={id}
      data-ended={ended || undefined}
      tabIndex={tabStop ? 0 : -1}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${top}px)` }}
      onPointerDown={() => props.onDown(id)}
      onClick={() => props.onUp(false)}
      onDoubleClick={() => {
        props.onDown(id);
        props.onUp(true);
      }}
    >
      {since < TICK_MS && (
        <span key={changedAt} className="table-tick" aria-hidden="true" style={{ animationDelay: `${-Math.round(since)}ms` }} />
      )}
      {columns.map(({ key, end, cell }) => (
        <div key={key} className="table-cell" role="gridcell" data-end={end || undefined}>
          {cell(row)}
        </div>
      ))}
    </div>
  );
}
