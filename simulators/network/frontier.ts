/** A queue that gives back the nearest node first. */

export type Frontier = {
  push(node: number, distance: number): void;
  /** Nearest node, -1 when empty; among equals the smaller node, so that the order never depends on chance. */
  pop(): number;
};

/** Binary heap over two growing arrays: no object for each entry. */
export function createFrontier(expected: number): Frontier {
  let nodes = new Int32Array(expected + 1);
  let distances = new Float64Array(expected + 1);
  let size = 0;

  const before = (a: number, b: number): boolean =>
    distances[a]! < distances[b]! || (distances[a] === distances[b] && nodes[a]! < nodes[b]!);
  const swap = (a: number, b: number): void => {
    const node = nodes[a]!;
    const distance = distances[a]!;
    nodes[a] = nodes[b]!;
    distances[a] = distances[b]!;
    nodes[b] = node;
    distances[b] = distance;
  };

  return {
    push(node, distance) {
      if (size === nodes.length) {
        nodes = Int32Array.from({ length: 2 * size }, (_, i) => nodes[i] ?? 0);
        distances = Float64Array.from({ length: 2 * size }, (_, i) => distances[i] ?? 0);
      }
      nodes[size] = node;
      distances[size] = distance;
      let at = size++;
      while (at > 0 && before(at, (at - 1) >> 1)) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    },
    pop() {
      if (size === 0) return -1;
      const nearest = nodes[0]!;
      size -= 1;
      swap(0, size);
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        let least = left < size && before(left, at) ? left : at;
        if (left + 1 < size && before(left + 1, least)) least = left + 1;
        if (least === at) return nearest;
        swap(at, least);
        at = least;
      }
    },
  };
}
