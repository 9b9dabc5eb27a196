/** A binary heap: the first by `before` comes out first. */

export type Heap<T> = {
  push(item: T): void;
  pop(): T | undefined;
  readonly first: T | undefined;
  readonly size: number;
};

export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];

  function sink(item: T): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child += 1;
      if (!before(items[child]!, item)) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = item;
  }

  return {
    get size() {
      return items.length;
    },
    get first() {
      return items[0];
    },
    push(item) {
      let i = items.length;
      items.push(item);
      while (i > 0) {
        const up = (i - 1) >> 1;
        if (!before(item, items[up]!)) break;
        items[i] = items[up]!;
        i = up;
      }
      items[i] = item;
    },
    pop() {
      const first = items[0];
      const last = items.pop();
      if (items.length > 0 && last !== undefined) sink(last);
      return first;
    },
  };
}
