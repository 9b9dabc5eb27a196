/** What predictions, calls and meters keep in a snapshot. */

import type { CallBook } from '../calls/callBook.ts';
import type { MeterDeskState } from '../meters/desk.ts';
import type { Flicker } from '../meters/flickers.ts';
import type { PingState } from '../meters/pings.ts';
import type { DarkBeforeState } from './darkBefore.ts';
import type { ForecastLedger } from './forecastLedger.ts';
import type { OverlayState } from './overlay.ts';
import type { StormState } from './stormMode.ts';
import type { VerificationState } from './verification.ts';

export type ForecastState = {
  readonly overlay: OverlayState;
  readonly desk: MeterDeskState;
  readonly pings: PingState;
  readonly calls: ReturnType<CallBook['state']>;
  readonly fed: readonly (readonly [number, number])[];
  readonly ledger: ReturnType<ForecastLedger['state']>;
  readonly verifications?: VerificationState;
  readonly flickers?: readonly Flicker[];
  readonly darkBefore?: DarkBeforeState;
  readonly storm?: StormState;
};
