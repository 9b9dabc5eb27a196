/** Dark times of one service point that are in memory, newest first, with the outage each began in (rules I1, C3, C13). */

import type { LiveView } from '../view.ts';

export type PointInterruption = {
  readonly outage: string;
  readonly from: number;
  /** null while it goes on. */
  readonly to: number | null;
};

/** Spells that touch or overlap are one; shots of a sequence that ended sustained belong to it. */
export function interruptionsOf(view: LiveView, point: number, since: number): PointInterruption[] {
  const { ledger } = view.world;
  const spells: PointInterruption[] = [];
  for (const outage of ledger.outages.values()) {
    if (outage.voidReason === 'cancelled') continue;
    for (const { start, at, to, servicePoints } of outage.steps)
      if (to === null && at >= since && servicePoints.includes(point)) spells.push({ outage: outage.id, from: start, to: at });
  }
  const { outage, since: from } = view.servicePoint(point);
  if (outage !== null && from !== null) spells.push({ outage, from, to: null });
  spells.sort((a, b) => a.from - b.from);
  const joined: PointInterruption[] = [];
  for (const spell of spells) {
    const last = joined.at(-1);
    if (!last || (last.to !== null && spell.from > last.to)) joined.push(spell);
    else joined[joined.length - 1] = { ...last, to: last.to === null || spell.to === null ? null : Math.max(last.to, spell.to) };
  }
  return joined.reverse();
}
