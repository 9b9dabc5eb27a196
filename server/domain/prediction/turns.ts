/** When the evidence below each top is looked at: at once as a rule; where very much comes in, every few seconds (rule A14). */

import type { Predictor } from './predictor.ts';

/** Tops that wait, and when each was looked at last. */
export type TurnsState = readonly (readonly [top: number, lookedAt: number])[];

/** Tops with more reports than this … */
const BUSY_REPORTS = 250;
/** … are looked at this often at most, unless an outage took or left somebody below. */
const BUSY_MS = 2_000;

export function createTurns(predictor: Predictor, saved: TurnsState = []) {
  const waiting = new Set<number>();
  const urgent = new Set<number>();
  const lookedAt = new Map<number, number>(saved);
  const isBusy = (top: number): boolean => (predictor.reportsBelow(top)?.times.length ?? 0) > BUSY_REPORTS;
  const dueAt = (top: number): number => (lookedAt.get(top) ?? Number.NEGATIVE_INFINITY) + BUSY_MS;

  return {
    /** An outage took or left somebody below this top. */
    hurry: (top: number): void => void urgent.add(top),
    /** Changed tops to be looked at now, ascending. */
    take(now: number): number[] {
      for (const top of predictor.takeChanged()) waiting.add(top);
      const turn: number[] = [];
      for (const top of waiting) {
        const busy = isBusy(top);
        if (busy && !urgent.has(top) && dueAt(top) > now) continue;
        waiting.delete(top);
        if (busy) lookedAt.set(top, now);
        else lookedAt.delete(top);
        turn.push(top);
      }
      urgent.clear();
      return turn.sort((a, b) => a - b);
    },
    nextDeadline(): number | null {
      let first: number | null = null;
      for (const top of waiting) first = first === null ? dueAt(top) : Math.min(first, dueAt(top));
      return first;
    },
    state: (): TurnsState => [...waiting].map((top) => [top, lookedAt.get(top) ?? 0] as const),
  };
}
