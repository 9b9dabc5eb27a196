/** What the predicted outages keep in a snapshot. */

import type { Outage } from '../outages/outage.ts';
import type { ComingBackState } from './comingBack.ts';
import type { ContradictionState } from './contradictions.ts';

export type ForecastLedgerState = {
  readonly outages: readonly Outage[];
  readonly ids: readonly (readonly [key: string, id: string])[];
  readonly back?: ComingBackState;
  readonly contradicted?: ContradictionState;
};
