/** Keeps the intervals of a source's counter that never arrived. */

export type Interval = readonly [from: number, to: number];

// A source that loses more often than this is broken; its oldest gaps are then past repair.
const MOST_INTERVALS = 64;

/** Adds a gap above all others, both ends included. */
export function addMissing(missing: readonly Interval[], from: number, to: number): readonly Interval[] {
  return [...missing, [from, to] as const].slice(-MOST_INTERVALS);
}

/** Takes one number out, which may split an interval. */
export function fillMissing(missing: readonly Interval[], seq: number): readonly Interval[] {
  if (!missing.some(([from, to]) => from <= seq && seq <= to)) return missing;
  return missing
    .flatMap(([from, to]): Interval[] =>
      from <= seq && seq <= to
        ? [
            [from, seq - 1],
            [seq + 1, to],
          ]
        : [[from, to]],
    )
    .filter(([from, to]) => from <= to)
    .slice(-MOST_INTERVALS);
}
