/** How urgent an outage is, 1 to 4, so that no screen has to judge (rule R12 ranks jobs; this ranks outages). */

import type { View } from '../view.ts';
import { isOpen, type Outage } from './outage.ts';

export type Urgency = { readonly priority: 1 | 2 | 3 | 4; readonly keyCustomers: number };

const STEPS = [1, 2, 3, 4] as const;

/**
 * By customers out or predicted out now (a restored one by none): at least the first number of `priorityCustomers` is 1, the second 2, the
 * third 3, fewer 4. A key place without supply raises it one step. What has ended is 4.
 */
export function priorityOf(view: View, outage: Outage): Urgency {
  if (!isOpen(outage)) return { priority: 4, keyCustomers: 0 };
  const keyCustomers = view.keyPlacesIn(outage);
  const [critical, high, medium] = view.settings.priorityCustomers;
  const customers = outage.customersOut + (outage.state === 'predicted' ? (outage.prediction?.customers ?? 0) : 0);
  const step = customers >= critical ? 0 : customers >= high ? 1 : customers >= medium ? 2 : 3;
  return { priority: STEPS[Math.max(0, keyCustomers > 0 ? step - 1 : step)]!, keyCustomers };
}
