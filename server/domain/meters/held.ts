/** Last gasps waiting for their power-up, by service point, with the next one due at hand (rule A2). */

export type HeldGasp = { readonly point: number; readonly at: number; readonly dueAt: number; readonly weight: number };

export type HeldGasps = {
  get(point: number): HeldGasp | undefined;
  set(gasp: HeldGasp): void;
  remove(point: number): void;
  size(): number;
  nextDue(): number | null;
  /** Takes out what is due at or before a moment, oldest first, then by service point. */
  takeDue(now: number): readonly HeldGasp[];
  all(): Iterable<HeldGasp>;
};

/** Due times are gathered by the second, so that 300,000 gasps cost 300,000 map entries and no sorting. */
const SLOT_MS = 1000;

export function createHeldGasps(): HeldGasps {
  const byPoint = new Map<number, HeldGasp>();
  const slots = new Map<number, Set<number>>();
  let earliest: number | null = null;
  const slotOf = (dueAt: number): number => Math.floor(dueAt / SLOT_MS);

  function remove(point: number): void {
    const gasp = byPoint.get(point);
    if (!gasp) return;
    byPoint.delete(point);
    const slot = slots.get(slotOf(gasp.dueAt));
    slot?.delete(point);
    if (slot?.size === 0) slots.delete(slotOf(gasp.dueAt));
    if (gasp.dueAt === earliest) earliest = null;
  }

  function nextDue(): number | null {
    if (byPoint.size === 0) return null;
    if (earliest !== null) return earliest;
    const slot = slots.get(Math.min(...slots.keys()));
    let due = Number.POSITIVE_INFINITY;
    for (const point of slot ?? []) due = Math.min(due, byPoint.get(point)?.dueAt ?? due);
    earliest = due;
    return due;
  }

  return {
    get: (point) => byPoint.get(point),
    set(gasp) {
      remove(gasp.point);
      byPoint.set(gasp.point, gasp);
      const key = slotOf(gasp.dueAt);
      const slot = slots.get(key) ?? new Set<number>();
      slots.set(key, slot.add(gasp.point));
      if (earliest !== null && gasp.dueAt < earliest) earliest = gasp.dueAt;
    },
    remove,
    size: () => byPoint.size,
    nextDue,
    takeDue(now) {
      const due: HeldGasp[] = [];
      if ((nextDue() ?? Number.POSITIVE_INFINITY) > now) return due;
      for (const [key, points] of slots) {
        if (key > slotOf(now)) continue;
        for (const point of points) {
          const gasp = byPoint.get(point);
          if (gasp && gasp.dueAt <= now) due.push(gasp);
        }
      }
      due.sort((a, b) => a.dueAt - b.dueAt || a.point - b.point);
      for (const { point } of due) remove(point);
      return due;
    },
    all: () => byPoint.values(),
  };
}
