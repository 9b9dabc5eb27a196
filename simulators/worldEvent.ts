/** What happens in the true world, as the views hear it; each view makes of it what its source would see. */

import type { SwitchCause } from '../shared/messages/switch.ts';
import type { PointChange } from './supply.ts';

export type FaultKind = 'permanent' | 'temporary' | 'private' | 'planned';

export type Fault = {
  readonly id: string;
  readonly kind: FaultKind;
  /** Branch whose opening darkens. */
  readonly device: number;
  /** Faulted branch. */
  readonly location: number;
  /** Phases the device opens. */
  readonly phases: number;
  readonly at: number;
  /** Service points and customers it took supply from; those still without. */
  servicePoints: number;
  customers: number;
  pointsLeft: number;
  customersLeft: number;
};

export type CrewStatus = 'available' | 'assigned' | 'en-route' | 'arrived' | 'working' | 'complete' | 'off-duty';

export type WorldEvent =
  | {
      readonly type: 'switch';
      readonly branch: number;
      readonly position: 'open' | 'closed';
      readonly phases: number;
      readonly cause: SwitchCause;
      /** A */
      readonly faultCurrent: number | null;
    }
  | { readonly type: 'supply'; readonly changes: readonly PointChange[]; readonly fault: Fault }
  | { readonly type: 'fault'; readonly fault: Fault }
  | { readonly type: 'restored'; readonly fault: Fault; readonly servicePoints: number; readonly customers: number }
  | { readonly type: 'fault-current'; readonly path: readonly number[]; readonly phases: number }
  /** Protection has done its part and the device stays open: somebody has to go there. */
  | { readonly type: 'locked-out'; readonly fault: Fault }
  | { readonly type: 'private'; readonly point: number }
  | {
      readonly type: 'crew';
      readonly crew: number;
      readonly status: CrewStatus | null;
      readonly lon: number;
      readonly lat: number;
      readonly estimateAt: number | null;
      readonly note: string | null;
      /** What it was sent to, null when it was sent to none. */
      readonly fault: Fault | null;
    }
  | { readonly type: 'weather'; readonly area: number; readonly severity: number; readonly text: string }
  | { readonly type: 'source'; readonly substation: number; readonly online: boolean };
