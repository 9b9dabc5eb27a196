/** The service points of each outage at hand: linked through two arrays, so that moving one costs the same however many there are. */

import { NONE } from '../network/network.ts';

export type Members = {
  /** Slots as the ledger gives them; NONE is no outage. */
  move(point: number, from: number, to: number): void;
  /** Ascending. */
  of(slot: number): number[];
};

export function createMembers(servicePoints: number): Members {
  const next = new Int32Array(servicePoints).fill(NONE);
  const previous = new Int32Array(servicePoints).fill(NONE);
  const first = new Map<number, number>();

  function unlink(point: number, slot: number): void {
    const [before, after] = [previous[point]!, next[point]!];
    if (before !== NONE) next[before] = after;
    else if (after !== NONE) first.set(slot, after);
    else first.delete(slot);
    if (after !== NONE) previous[after] = before;
  }

  function link(point: number, slot: number): void {
    const head = first.get(slot) ?? NONE;
    previous[point] = NONE;
    next[point] = head;
    if (head !== NONE) previous[head] = point;
    first.set(slot, point);
  }

  return {
    move(point, from, to) {
      if (from === to) return;
      if (from !== NONE) unlink(point, from);
      if (to !== NONE) link(point, to);
    },
    of(slot) {
      const points: number[] = [];
      for (let point = first.get(slot) ?? NONE; point !== NONE; point = next[point]!) points.push(point);
      return points.sort((a, b) => a - b);
    },
  };
}
