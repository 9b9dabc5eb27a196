/** What is due next in virtual time: a binary heap in which equal moments keep their order of planning. */

export type EventQueue = {
  /** Plans an action for `at` (epoch milliseconds). */
  plan(at: number, action: () => void): void;
  /** Runs everything due up to and including `until`, telling the clock before each action. */
  runUntil(until: number, tell: (at: number) => void): void;
  readonly size: number;
};

type Entry = { readonly at: number; readonly order: number; readonly action: () => void };

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export function createEventQueue(): EventQueue {
  const heap: Entry[] = [];
  let planned = 0;

  function rise(entry: Entry): void {
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const up = (i - 1) >> 1;
      const parent = heap[up]!;
      if (!before(entry, parent)) break;
      heap[i] = parent;
      i = up;
    }
    heap[i] = entry;
  }

  function sink(entry: Entry): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, entry)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = entry;
  }

  return {
    get size() {
      return heap.length;
    },
    plan: (at, action) => rise({ at, order: planned++, action }),
    runUntil(until, tell) {
      for (let first = heap[0]; first && first.at <= until; first = heap[0]) {
        const last = heap.pop()!;
        if (heap.length > 0) sink(last);
        tell(first.at);
        first.action();
      }
    },
  };
}
