/** Phase letters as bit masks: A 1, B 2, C 4. */

import { PHASES } from '../../../shared/network.ts';
import type { PhaseMask } from './network.ts';

const BIT = new Map([
  ['A', 1],
  ['B', 2],
  ['C', 4],
]);

/** "AC" → 5. Other characters count nothing. */
export function maskOf(letters: string): PhaseMask {
  let mask = 0;
  for (const letter of letters) mask |= BIT.get(letter) ?? 0;
  return mask;
}

/** 5 → "AC". */
export const lettersOf = (mask: PhaseMask): string => PHASES[mask & 7] ?? '';

/** The lowest phase of a mask as 0, 1 or 2; -1 for the empty mask. */
export const firstPhase = (mask: PhaseMask): number => (mask & 1 ? 0 : mask & 2 ? 1 : mask & 4 ? 2 : -1);
