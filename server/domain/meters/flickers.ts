/** Momentary losses that meters alone tell of: gone and back inside the hold-off, gathered where they overlap (rules A3, A17). */

export type Flicker = { readonly from: number; readonly to: number; readonly points: readonly number[] };

/** Older ones are in the facts. */
const MOST_KEPT = 500;

export function createFlickers(matchMs: number, saved: readonly Flicker[]) {
  const kept: { from: number; to: number; points: Set<number> }[] = saved.map((each) => ({ ...each, points: new Set(each.points) }));
  return {
    add(point: number, from: number, to: number): void {
      const near = kept.findLast((each) => from <= each.to + matchMs && to >= each.from - matchMs);
      if (near) {
        near.from = Math.min(near.from, from);
        near.to = Math.max(near.to, to);
        near.points.add(point);
        return;
      }
      kept.push({ from, to, points: new Set([point]) });
      if (kept.length > MOST_KEPT) kept.shift();
    },
    all: (): Flicker[] => kept.map(({ from, to, points }) => ({ from, to, points: [...points] })),
    matchMs,
  };
}
