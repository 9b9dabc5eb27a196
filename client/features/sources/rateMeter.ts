/** The rate of a counter over the last minute, from looks at it. */

export type RateMeter = {
  /** Per second; null until five seconds have been seen. */
  look(total: number, monotonicNow: number): number | null;
};

const SPAN_MS = 60_000;
const LEAST_MS = 5_000;
const BETWEEN_LOOKS_MS = 1_000;

export function createRateMeter(): RateMeter {
  let looks: { at: number; total: number }[] = [];
  return {
    look(total, now) {
      const last = looks.at(-1);
      if (last && total < last.total) looks = [];
      if (!last || now - last.at >= BETWEEN_LOOKS_MS) looks.push({ at: now, total });
      while (looks[1] && now - looks[1].at >= SPAN_MS) looks.shift();
      const first = looks[0];
      if (!first || now - first.at < LEAST_MS) return null;
      return ((total - first.total) / (now - first.at)) * 1000;
    },
  };
}
