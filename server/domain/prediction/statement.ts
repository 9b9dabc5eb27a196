/** What evidence from the field says of a device without telemetry; the core takes it like a person's word (rules E31, N12). */

import type { Outage } from '../outages/outage.ts';

export type Statement = {
  readonly type: 'open' | 'closed';
  readonly branch: number;
  readonly phases: number;
  readonly at: number;
  readonly by: 'meters';
  /** Prediction that becomes the outage. */
  readonly prior: Outage | null;
  /** Outage that it stayed behind from (rule O17). */
  readonly parent: string | null;
  /** Open outage that took over what this device had darkened before (rule O22). */
  readonly darkBefore?: string;
};
