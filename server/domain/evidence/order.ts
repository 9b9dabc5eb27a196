/** The canonical order of events, the same however they arrived (rules E14, E26, E27). */

/** `t` never falls along the sequence of one source at one point, so that order inside a source and order by time agree. */
export type OrderKey = {
  /** Epoch milliseconds. */
  readonly t: number;
  /** At one moment: timers, then sources that come and go, then what they say, then what people state, then what they decide. */
  readonly rank: 0 | 1 | 2 | 3 | 4;
  readonly source: string;
  /** Counts restarts of the source's own numbering. */
  readonly epoch: number;
  /** The source's own number, -1 without one. */
  readonly seq: number;
  /** Source time as given, epoch milliseconds. */
  readonly at: number;
  /** Place among the events of one source and point that carry no number, by arrival. */
  readonly turn: number;
  /** Tells apart what one source says of several things at once: a branch, or a group that its silence reaches. */
  readonly place: number;
};

export const timerKey = (t: number): OrderKey => ({ t, rank: 0, source: '', epoch: 0, seq: -1, at: t, turn: 0, place: 0 });

/** Negative when `a` comes first. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
  if (a.t !== b.t) return a.t - b.t;
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return compareWithinSource(a, b) || a.place - b.place;
}

/** Inside a source its own numbers decide; without them its own times, then arrival (rule E27). */
export function compareWithinSource(a: OrderKey, b: OrderKey): number {
  if (a.seq >= 0 && b.seq >= 0) return a.epoch - b.epoch || a.seq - b.seq;
  return a.at - b.at || a.turn - b.turn;
}
