/** The constants of section F of the rule book, under their setting names and with their defaults. */

const MINUTE_MS = 60_000;

export type FaultSettings = {
  /** F3 */
  readonly indicatorMatchMs: number;
  /** F6: minutes a step takes. */
  readonly remoteStepMinutes: number;
  readonly manualStepMinutes: number;
  /** F8: share of connected load that is drawn … */
  readonly utilisation: number;
  /** … times this, by how long it has been dark: below the first limit, the second, beyond. */
  readonly coldLoad: readonly [number, number, number];
  readonly coldLimitsMs: readonly [number, number];
  readonly capacityMarginKva: number;
  /** F10 */
  readonly keyWeight: number;
  readonly mostPlans: number;
};

export const faultDefaults: FaultSettings = {
  indicatorMatchMs: MINUTE_MS,
  remoteStepMinutes: 2,
  manualStepMinutes: 30,
  utilisation: 0.4,
  coldLoad: [1, 1.3, 1.5],
  coldLimitsMs: [30 * MINUTE_MS, 120 * MINUTE_MS],
  capacityMarginKva: 0,
  keyWeight: 50,
  mostPlans: 3,
};
