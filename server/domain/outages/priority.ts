/** How urgent an outage is, 1 to 4, so that no screen has to judge (rule R12 ranks jobs; this ranks outages). */

import type { View } from '../view.ts';
import { isOpen, type Outage } from './outage.ts';

export type Urgency = { readonly priority: 1 | 2 | 3 | 4; readonly keyCustomers: number };

const STEPS = [1, 2, 3, 4] as const;

/**
 * By customers out now (a restored one by none): at least the first number of `priorityCustomers` is 1, the second 2, the
 * third 3, fewer 4. A key place without supply raises it one step. What has ended is 4.
 */
export function priorityOf(view: View, outage: Outage): Urgency {
  if (!isOpen(outage)) return { priority: 4, keyCustomers: 0 };
  const keyCustomers = view.keyPlacesIn(outage.slot);
  const [critical, high, medium] = view.settings.priorityCustomers;
  const { customersOut } = outage;
  const step = customersOut >= critical ? 0 : customersOut >= high ? 1 : customersOut >= medium ? 2 : 3;
  return { priority: STEPS[Math.max(0, keyCustomers > 0 ? step - 1 : step)]!, keyCustomers };
}
