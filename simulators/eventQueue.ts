/** What is due next in virtual time; equal moments keep the order in which they were planned. */

import { createHeap } from './heap.ts';

export type EventQueue = {
  /** Plans an action for `at` (epoch milliseconds). */
  plan(at: number, action: () => void): void;
  /** Runs everything due up to and including `until`, telling the clock before each action. */
  runUntil(until: number, tell: (at: number) => void): void;
  readonly size: number;
};

type Entry = { readonly at: number; readonly order: number; readonly action: () => void };

export function createEventQueue(): EventQueue {
  const heap = createHeap<Entry>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  let planned = 0;
  return {
    get size() {
      return heap.size;
    },
    plan: (at, action) => heap.push({ at, order: planned++, action }),
    runUntil(until, tell) {
      for (let first = heap.first; first && first.at <= until; first = heap.first) {
        heap.pop();
        tell(first.at);
        first.action();
      }
    },
  };
}
