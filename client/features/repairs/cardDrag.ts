/** Dragging a card by pointer: a copy follows, the column under it is marked; React is only told where the card was let go. */

export type DragParts = {
  /** Holds header cells marked `data-column` and the scrolled area. */
  readonly board: HTMLElement;
  readonly scroller: HTMLElement;
  /** The id under the pointer when the button went down (rule L3). */
  readonly id: string;
  readonly card: HTMLElement;
  readonly start: PointerEvent;
  onDrop(id: string, column: number): void;
};

const THRESHOLD_PX = 6;
const EDGE_PX = 56;
const FASTEST_PX = 18;

/** Begins when the pointer has moved far enough; ends with the button, Escape, or when the system takes the pointer away. */
export function startDrag({ board, scroller, id, card, start, onDrop }: DragParts): void {
  let ghost: HTMLElement | null = null;
  let frame = 0;
  let x = start.clientX;
  let y = start.clientY;
  const box = card.getBoundingClientRect();
  const columns = [...board.querySelectorAll<HTMLElement>('.board-head [data-column]')].map((cell) => {
    const { left, right } = cell.getBoundingClientRect();
    return { column: Number(cell.dataset.column), left, right };
  });
  const area = scroller.getBoundingClientRect();
  const columnUnder = () => columns.find(({ left, right }) => x >= left && x < right)?.column ?? null;

  function begin() {
    const copy = card.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return;
    ghost = copy;
    ghost.removeAttribute('id');
    ghost.classList.add('job-ghost');
    ghost.setAttribute('aria-hidden', 'true');
    ghost.style.cssText = `width:${box.width}px;height:${box.height}px`;
    document.body.append(ghost);
    board.dataset.dragging = '';
    card.dataset.dragged = '';
    follow();
  }

  function follow() {
    frame = requestAnimationFrame(follow);
    if (!ghost) return;
    ghost.style.transform = `translate(${box.left + x - start.clientX}px, ${box.top + y - start.clientY}px)`;
    const under = columnUnder();
    if (board.dataset.target !== String(under)) board.dataset.target = String(under);
    const above = area.top + EDGE_PX - y;
    const below = y - (area.bottom - EDGE_PX);
    const speed = above > 0 ? -Math.min(FASTEST_PX, above / 3) : below > 0 ? Math.min(FASTEST_PX, below / 3) : 0;
    if (speed !== 0) scroller.scrollTop += speed;
  }

  function move(event: PointerEvent) {
    if (event.pointerId !== start.pointerId) return;
    x = event.clientX;
    y = event.clientY;
    if (!ghost && Math.hypot(x - start.clientX, y - start.clientY) > THRESHOLD_PX) begin();
  }

  function stop() {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', drop);
    window.removeEventListener('pointercancel', stop);
    window.removeEventListener('keydown', abandon, true);
    cancelAnimationFrame(frame);
    ghost?.remove();
    delete board.dataset.dragging;
    delete board.dataset.target;
    delete card.dataset.dragged;
  }

  function drop(event: PointerEvent) {
    if (event.pointerId !== start.pointerId) return;
    x = event.clientX;
    const column = ghost ? columnUnder() : null;
    const dragged = ghost !== null;
    stop();
    if (!dragged) return;
    // What follows a drag is no click on a card.
    window.addEventListener('click', (click) => click.stopPropagation(), { capture: true, once: true });
    setTimeout(() => window.dispatchEvent(new MouseEvent('click')), 0);
    if (column !== null) onDrop(id, column);
  }

  function abandon(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    stop();
  }

  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', drop);
  window.addEventListener('pointercancel', stop);
  window.addEventListener('keydown', abandon, true);
}
