/** Rows that hold still: while a person is at the list, its order is frozen, ended rows stay and new ones wait (rule L1). */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** How long after the pointer left the list stays frozen. */
export const RELEASE_MS = 3_000;

export type FrozenRows = {
  readonly ids: readonly string[];
  /** How many wait behind the bar. */
  readonly waiting: number;
  readonly frozen: boolean;
  letIn(): void;
  /** Spread on the element that holds the list. */
  readonly holder: {
    onPointerEnter(): void;
    onPointerLeave(): void;
    onFocus(): void;
    onBlur(event: { currentTarget: Element; relatedTarget: EventTarget | null }): void;
  };
};

/** Order kept while frozen: what was there stays, in its place; what is new waits. */
export function holdStill(
  shown: readonly string[],
  wanted: readonly string[],
  counts: (id: string) => boolean = () => true,
): { ids: readonly string[]; waiting: number } {
  const before = new Set(shown);
  let waiting = 0;
  for (const id of wanted) if (!before.has(id) && counts(id)) waiting++;
  return { ids: shown, waiting };
}

/**
 * `arrangement` changes when the person asks for another order or filter: that goes through at once.
 * `counts`: what is told to wait; keep it stable.
 */
export function useFrozenRows(wanted: readonly string[], arrangement: string, counts?: (id: string) => boolean): FrozenRows {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const frozen = pointer || focus;
  const shown = useRef<{ ids: readonly string[]; arrangement: string }>({ ids: wanted, arrangement });
  const [round, setRound] = useState(0);
  const lastRound = useRef(0);
  if (!frozen || shown.current.arrangement !== arrangement || lastRound.current !== round || shown.current.ids.length === 0) {
    shown.current = { ids: wanted, arrangement };
    lastRound.current = round;
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const ids = shown.current.ids;
  const waiting = useMemo(() => (frozen ? holdStill(ids, wanted, counts).waiting : 0), [frozen, ids, wanted, counts]);
  const letIn = useCallback(() => setRound((n) => n + 1), []);
  const holder = useMemo<FrozenRows['holder']>(
    () => ({
      onPointerEnter() {
        clearTimeout(timer.current);
        setPointer(true);
      },
      onPointerLeave() {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setPointer(false), RELEASE_MS);
      },
      onFocus: () => setFocus(true),
      onBlur(event) {
        const next = event.relatedTarget;
        if (!(next instanceof Node) || !event.currentTarget.contains(next)) setFocus(false);
      },
    }),
    [],
  );
  return { ids, waiting, frozen, letIn, holder };
}
