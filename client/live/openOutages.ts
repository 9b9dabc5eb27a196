/** Questions to the table of outages that several parts of the page ask. */

import type { OutageRecord } from '../../shared/records/outage.ts';

export const isOpen = ({ state }: OutageRecord): boolean =>
  state === 'predicted' || state === 'confirmed' || state === 'partially-restored';

/** How long what came back stays in view (screens, section 1). */
export const RESTORED_SHOWN_MS = 5 * 60_000;

/** Open, or restored so recently that it should still be seen. */
export function isInView(outage: OutageRecord, now: number): boolean {
  if (isOpen(outage)) return true;
  return outage.state === 'restored' && outage.restoredAt !== null && now - Date.parse(outage.restoredAt) < RESTORED_SHOWN_MS;
}

// A locale's order is twenty times as slow, and neither times nor ids have a language.
const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Worst first: priority, then customers, then the older one; the id settles the rest. */
export const byHarm = (a: OutageRecord, b: OutageRecord): number =>
  a.priority - b.priority ||
  b.customersOut + b.customersPredicted - (a.customersOut + a.customersPredicted) ||
  textOrder(a.startedAt, b.startedAt) ||
  textOrder(a.id, b.id);

/** Open outages nobody has acknowledged, worst first. */
export const unacknowledged = (table: ReadonlyMap<string, OutageRecord>): readonly OutageRecord[] =>
  [...table.values()].filter((outage) => isOpen(outage) && !outage.acknowledged).sort(byHarm);
