/** Whether a service point has supply, judged from what is certainly live and what may be live (rules N8, N13, N19). */

export const SUPPLY_STATES = ['on', 'partial', 'off', 'unknown'] as const;
export type SupplyState = (typeof SUPPLY_STATES)[number];

/** Places in SUPPLY_STATES. */
export const ON = 0;
export const PARTIAL = 1;
export const OFF = 2;
export const UNKNOWN = 3;

/**
 * State of a point that needs the phases `required` at a node certainly live on `live` and perhaps live on `hope`.
 * A point that no switching could ever supply (`required` 0) is unknown, since nothing is known about its part of the network.
 */
export function supplyState(required: number, live: number, hope: number): number {
  if (required === 0) return UNKNOWN;
  const certain = live & required;
  const possible = hope & required;
  if (certain === required) return ON;
  if (possible === 0) return OFF;
  return certain !== 0 && possible !== required ? PARTIAL : UNKNOWN;
}
