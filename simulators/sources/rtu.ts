/** What a substation's remote terminal can say, whichever protocol it speaks. */

import type { SwitchCause } from '../../shared/messages/switch.ts';

export type Movement = {
  readonly branch: number;
  readonly at: number;
  readonly position: 'open' | 'closed' | 'intermediate';
  /** Phases that moved. */
  readonly phases: number;
  readonly cause: SwitchCause | null;
  /** A */
  readonly faultCurrent: number | null;
  readonly good: boolean;
};

export type Reading = { readonly branch: number; readonly at: number; readonly amps: number; readonly good: boolean };

export type Rtu = {
  moved(movement: Movement): void;
  measured(reading: Reading): void;
  presence(online: boolean): void;
};
