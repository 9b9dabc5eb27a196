/** Where every card of the board lies, so that only those in view exist: lanes below one another, columns side by side. */

export const CARD_HEIGHT = 124;
export const CARD_GAP = 6;
export const LANE_HEAD = 30;

export type LaneOfCards = {
  readonly key: string;
  /** Ids by column, in order. */
  readonly columns: readonly (readonly string[])[];
};

export type PlacedCard = {
  readonly id: string;
  readonly lane: number;
  readonly column: number;
  readonly row: number;
  readonly top: number;
};
export type PlacedLane = { readonly key: string; readonly top: number; readonly height: number; readonly count: number };

export type BoardLayout = {
  /** From top to bottom. */
  readonly cards: readonly PlacedCard[];
  readonly lanes: readonly PlacedLane[];
  readonly height: number;
};

const STEP = CARD_HEIGHT + CARD_GAP;

/** Lanes in `closed` show their head alone; without heads (one lane for all) nothing is above the cards. */
export function layOut(lanes: readonly LaneOfCards[], closed: ReadonlySet<string>, heads: boolean): BoardLayout {
  const cards: PlacedCard[] = [];
  const placed: PlacedLane[] = [];
  let top = 0;
  lanes.forEach(({ key, columns }, lane) => {
    const head = heads ? LANE_HEAD : 0;
    const rows = closed.has(key) ? 0 : columns.reduce((most, { length }) => Math.max(most, length), 0);
    for (let row = 0; row < rows; row++) {
      columns.forEach((ids, column) => {
        const id = ids[row];
        if (id !== undefined) cards.push({ id, lane, column, row, top: top + head + CARD_GAP + row * STEP });
      });
    }
    const height = head + (rows === 0 ? 0 : CARD_GAP + rows * STEP);
    placed.push({ key, top, height, count: columns.reduce((sum, { length }) => sum + length, 0) });
    top += height;
  });
  return { cards, lanes: placed, height: top };
}

/** Cards that touch the stretch from `from` to `to`, pixels. */
export function cardsBetween({ cards }: BoardLayout, from: number, to: number): readonly PlacedCard[] {
  let low = 0;
  let high = cards.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cards[middle]?.top ?? 0) + CARD_HEIGHT < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < cards.length && (cards[end]?.top ?? 0) <= to) end++;
  return cards.slice(low, end);
}

/** The card that an arrow key leads to: in the same column up or down, else at the nearest height in the next column that has cards. */
export function neighbour({ cards }: BoardLayout, id: string, key: string): PlacedCard | null {
  const from = cards.find((card) => card.id === id);
  if (!from) return null;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const column = cards.filter((card) => card.column === from.column);
    return column[column.indexOf(from) + (key === 'ArrowDown' ? 1 : -1)] ?? null;
  }
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let column = from.column + step; column >= 0 && column < 8; column += step) {
    const there = cards.filter((card) => card.column === column);
    const nearest = there.reduce<PlacedCard | null>(
      (best, card) => (best === null || Math.abs(card.top - from.top) < Math.abs(best.top - from.top) ? card : best),
      null,
    );
    if (nearest) return nearest;
  }
  return null;
}
