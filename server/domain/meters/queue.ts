/** First in, first out, by key, with removal from anywhere: a plain Map would look at every removed entry again to find its first. */

export type Queue<T> = {
  /** A key that is in already keeps its place and gets the value. */
  add(key: number, value: T): void;
  has(key: number): boolean;
  delete(key: number): void;
  first(): readonly [key: number, value: T] | null;
  size(): number;
  all(): Iterable<readonly [key: number, value: T]>;
};

/** Places given up before the list is written anew. */
const MOST_GAPS = 1_000;

export function createQueue<T>(entries: Iterable<readonly [key: number, value: T]> = []): Queue<T> {
  const places = new Map<number, number>();
  let list: (readonly [key: number, value: T] | null)[] = [];
  let head = 0;

  function tidy(): void {
    while (head < list.length && list[head] === null) head += 1;
    if (head < MOST_GAPS) return;
    list = list.slice(head);
    for (const [key, place] of places) places.set(key, place - head);
    head = 0;
  }

  const queue: Queue<T> = {
    add(key, value) {
      const place = places.get(key);
      if (place !== undefined) list[place] = [key, value];
      else places.set(key, list.push([key, value]) - 1);
    },
    has: (key) => places.has(key),
    delete(key) {
      const place = places.get(key);
      if (place === undefined) return;
      places.delete(key);
      list[place] = null;
      tidy();
    },
    first: () => list[head] ?? null,
    size: () => places.size,
    *all() {
      for (let i = head; i < list.length; i += 1) {
        const entry = list[i];
        if (entry) yield entry;
      }
    },
  };
  for (const [key, value] of entries) queue.add(key, value);
  return queue;
}
