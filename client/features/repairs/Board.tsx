/** The board: columns by step, lanes by area or crew, only cards in view exist; moved by pointer, menu and keys. */

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLive } from '../../live/LiveContext.tsx';
import { useSelection } from '../../live/selection.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useFrozenRows } from '../../ui/useFrozenRows.ts';
import { useKeys } from '../../ui/useKeys.ts';
import { useWord } from '../../ui/useWord.ts';
import { BoardLanes } from './BoardLanes.tsx';
import { cardsBetween, layOut, neighbour } from './boardLayout.ts';
import { startDrag } from './cardDrag.ts';
import { byPriority, columnOf, columns } from './columns.ts';
import { JobCard } from './JobCard.tsx';
import { lanesOf } from './jobFilter.ts';
import type { BoardView } from './useBoardView.ts';
import { useMoveEntries } from './useMoveEntries.ts';
import type { Moves } from './useMoves.ts';
import { usePrinting } from './usePrinting.ts';

/** Cards drawn beyond the edge, so that scrolling never shows emptiness. */
const OVERSCAN_PX = 260;
/** The window moves in steps, so that most scroll events draw nothing. */
const STEP_PX = 130;

const NO_LANES: ReadonlySet<string> = new Set();

export function Board({ view, moves, empty }: { view: BoardView; moves: Moves; empty: React.ReactNode }) {
  const t = useTranslations('repairs');
  const format = useFormat();
  const word = useWord();
  const { store } = useLive();
  const [selection, select] = useSelection();
  const selected = selection?.kind === 'job' ? selection.id : null;
  const board = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState(0);
  const [height, setHeight] = useState(900);
  const [closed, setClosed] = useState<ReadonlySet<string>>(NO_LANES);
  const [menu, setMenu] = useState<string | null>(null);
  const wantFocus = useRef<string | null>(null);

  const wanted = useMemo(() => view.jobs.toSorted(byPriority).map(({ id }) => id), [view.jobs]);
  const rows = useFrozenRows(wanted, view.arrangement);
  const rank = useMemo(() => new Map(rows.ids.map((id, index) => [id, index])), [rows.ids]);
  const shown = useMemo(() => view.jobs.filter(({ id }) => rank.has(id)), [view.jobs, rank]);
  const lanes = useMemo(
    () => lanesOf(shown, view.lanes, view.names, rank, moves.provisional),
    [shown, view.lanes, view.names, rank, moves.provisional],
  );
  const layout = useMemo(() => layOut(lanes, closed, view.lanes !== 'none'), [lanes, closed, view.lanes]);
  const printing = usePrinting();
  const cards = printing ? layout.cards : cardsBetween(layout, from - OVERSCAN_PX, from + height + OVERSCAN_PX);
  const counts = columns.map((_, column) => layout.cards.reduce((sum, card) => sum + Number(card.column === column), 0));

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => setHeight(box.clientHeight));
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  const reveal = useCallback(
    (id: string, focus: boolean) => {
      const card = layout.cards.find((each) => each.id === id);
      const box = scroller.current;
      if (!card || !box) return;
      if (focus) wantFocus.current = id;
      const head = 34;
      if (card.top < box.scrollTop) box.scrollTop = card.top - head;
      else if (card.top + 140 > box.scrollTop + box.clientHeight - head) box.scrollTop = card.top + 140 + head - box.clientHeight;
      setFrom(Math.floor(box.scrollTop / STEP_PX) * STEP_PX);
    },
    [layout],
  );
  useEffect(() => {
    if (wantFocus.current === null) return;
    const card = board.current?.querySelector<HTMLElement>(`.job-card[data-id="${CSS.escape(wantFocus.current)}"]`);
    if (!card) return;
    wantFocus.current = null;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls, never a new order (rule L2)
  useEffect(() => {
    if (selected !== null) reveal(selected, false);
  }, [selected]);

  const openMenu = useCallback((id: string, open: boolean) => {
    setMenu((now) => (open ? id : now === id ? null : now));
    if (!open) wantFocus.current = id;
  }, []);
  const newestEntries = useMoveEntries(moves);
  const entries = useRef(newestEntries);
  entries.current = newestEntries;
  // One function for ever, or every card would be drawn with every change of any.
  const entriesOf = useCallback((id: string) => entries.current(id), []);
  const cardOf = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLElement>('.job-card') : null);
  const current = () => cardOf(document.activeElement)?.dataset.id ?? selected ?? cards[0]?.id ?? null;
  const step = (by: number) => {
    const ids = layout.cards.map(({ id }) => id);
    const next = ids[Math.max(0, Math.min(ids.length - 1, (selected ? ids.indexOf(selected) : -1) + by))];
    if (next !== undefined) select({ kind: 'job', id: next });
    if (next !== undefined) reveal(next, true);
  };
  const shift = (by: number) => {
    const id = current();
    const job = id === null ? undefined : store.get('job', id);
    const to = job && columns[columns.indexOf(columnOf(job)) + by];
    if (!job || !to) return;
    wantFocus.current = job.id;
    moves.move(job.id, to);
  };
  useKeys([
    { keys: 'j', label: t('key.next'), run: () => void step(1) },
    { keys: 'k', label: t('key.previous'), run: () => void step(-1) },
    { keys: 'u', label: t('key.letIn'), run: () => void rows.letIn() },
    { keys: 'd', label: t('key.assign'), run: () => void (current() && moves.assign(current() ?? '')) },
    { keys: 'Shift M', label: t('key.menu'), run: () => void (current() && openMenu(current() ?? '', true)) },
    { keys: 'Shift ArrowRight', label: t('key.onward'), run: () => void shift(1) },
    { keys: 'Shift ArrowLeft', label: t('key.back'), run: () => void shift(-1) },
  ]);

  const press = (event: KeyboardEvent) => {
    const id = cardOf(event.target)?.dataset.id;
    if (id === undefined || event.shiftKey || event.nativeEvent.isComposing) return;
    if (event.target !== cardOf(event.target)) return;
    if (event.key === 'Enter') select({ kind: 'job', id });
    else if (event.key.startsWith('Arrow')) {
      const next = neighbour(layout, id, event.key);
      if (next) reveal(next.id, true);
    } else return;
    event.preventDefault();
  };
  const down = (event: PointerEvent) => {
    const card = cardOf(event.target);
    const id = card?.dataset.id;
    if (!card || id === undefined || event.button !== 0 || !board.current || !scroller.current) return;
    if (event.target instanceof Element && event.target.closest('button')) return;
    const onDrop = (dropped: string, column: number) => {
      const to = columns[column];
      if (to) moves.move(dropped, to);
    };
    startDrag({ board: board.current, scroller: scroller.current, id, card, start: event.nativeEvent, onDrop });
  };
  const refusalOf = (id: string) => {
    if (moves.refused?.job !== id) return null;
    const { code, message } = moves.refused;
    return t('move.refused', { reason: t.has(`refusal.${code}`) ? t(`refusal.${code}`) : message || word('refusal', code) });
  };
  const tabStop = cards.some(({ id }) => id === selected) ? selected : (cards[0]?.id ?? null);
  return (
    <div className="board" ref={board} {...rows.holder}>
      {rows.waiting > 0 && (
        <button type="button" className="waiting-bar" onClick={rows.letIn}>
          {t('waiting', { count: rows.waiting })} <kbd>u</kbd>
        </button>
      )}
      <div
        className="board-scroll"
        ref={scroller}
        onScroll={(event) => setFrom(Math.floor(event.currentTarget.scrollTop / STEP_PX) * STEP_PX)}
      >
        <div className="board-head">
          {columns.map((column, index) => (
            <h2 key={column} data-column={index}>
              <span className="cut">{t(`column.${column}`)}</span> <span className="muted">{format.number(counts[index] ?? 0)}</span>
            </h2>
          ))}
        </div>
        {shown.length === 0 && empty}
        <div className="board-body" style={{ '--height': `${layout.height}px` }}>
          {columns.map((column, index) => (
            <div key={column} className="column-wash" data-column={index} aria-hidden="true" />
          ))}
          {view.lanes !== 'none' && (
            <BoardLanes layout={layout} kind={view.lanes} names={view.names} closed={closed} onToggle={setClosed} />
          )}
          <div
            role="list"
            aria-label={t('jobs')}
            onKeyDown={press}
            onPointerDown={down}
            onClick={(event) => {
              const id = cardOf(event.target)?.dataset.id;
              if (id !== undefined && !(event.target instanceof Element && event.target.closest('button'))) select({ kind: 'job', id });
            }}
          >
            {cards.map(({ id, top, column, row }) => (
              <JobCard
                key={id}
                id={id}
                top={top}
                column={column}
                place={row + 1}
                total={counts[column] ?? 1}
                selected={id === selected}
                tabStop={id === tabStop}
                sending={moves.provisional.has(id)}
                refusal={refusalOf(id)}
                menuOpen={menu === id}
                entriesOf={entriesOf}
                onMenu={openMenu}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
