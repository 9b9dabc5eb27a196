/** The next time each thing has to be looked at, and which are due; the newest word of a thing replaces the one before. */

export type Deadlines = {
  set(id: string, at: number): void;
  clear(id: string): void;
  earliest(): number | null;
  /** What is due at or before this moment, the earliest first, ties by id. */
  takeDue(now: number): string[];
  entries(): readonly (readonly [id: string, at: number])[];
};

type Entry = { readonly id: string; readonly at: number };

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

export function createDeadlines(): Deadlines {
  const heap: Entry[] = [];
  const dueAt = new Map<string, number>();

  function push(entry: Entry): void {
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent]!;
      if (!before(entry, above)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = entry;
  }

  function pop(): void {
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      let least = left;
      if (right < heap.length && before(heap[right]!, heap[left]!)) least = right;
      if (least >= heap.length || !before(heap[least]!, last)) break;
      heap[place] = heap[least]!;
      place = least;
    }
    heap[place] = last;
  }

  /** The first entry that still stands; those replaced since are dropped on the way. */
  function first(): Entry | null {
    for (let entry = heap[0]; entry; entry = heap[0]) {
      if (dueAt.get(entry.id) === entry.at) return entry;
      pop();
    }
    return null;
  }

  return {
    set(id, at) {
      if (dueAt.get(id) === at) return;
      dueAt.set(id, at);
      push({ id, at });
    },
    clear: (id) => void dueAt.delete(id),
    earliest: () => first()?.at ?? null,
    takeDue(now) {
      const due: string[] = [];
      for (let entry = first(); entry && entry.at <= now; entry = first()) {
        due.push(entry.id);
        dueAt.delete(entry.id);
        pop();
      }
      return due;
    },
    entries: () => [...dueAt],
  };
}
