/** Counts by name that travel with a transaction, so that totals survive whatever the rows survive. */

/** Reasons and flags share the table of counters with the totals. */
export const REASON = 'reason/';

export type Tally = ReadonlyMap<string, number>;

export function addTo(tally: Map<string, number>, name: string, by = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + by);
}

export function addAll(tally: Map<string, number>, more: Tally): void {
  for (const [name, by] of more) addTo(tally, name, by);
}
