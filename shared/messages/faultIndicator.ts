/** A fault indicator on a line saw fault current, or is reset: `grid/v1/{area}/fault-indicator/{branch}`. */

import * as z from 'zod';
import { phases } from '../network.ts';
import { envelope, type Heard } from './envelope.ts';

export const indicatorState = z.enum(['fault', 'normal']);

export const faultIndicatorPayload = envelope.extend({
  state: indicatorState,
  phases: phases.optional(),
  direction: z.string().max(40).optional(),
});

export type FaultIndicatorMessage = Heard & {
  readonly kind: 'fault-indicator';
  readonly state: z.infer<typeof indicatorState>;
  readonly phases: string | null;
  readonly direction: string | null;
};
