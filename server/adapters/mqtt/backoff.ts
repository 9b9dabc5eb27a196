/** How long to wait before the next try: doubling with full jitter, so that many clients do not come back at once. */

const FIRST_MS = 500;
const MOST_MS = 30_000;

/** @param attempt tries that failed in a row, from 0; @param random in [0, 1) */
export const backoffMs = (attempt: number, random: () => number): number =>
  random() * Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
