/** A switch reports its position: `grid/v1/{area}/switch/{branch}`. */

import * as z from 'zod';
import { phases } from '../network.ts';
import { envelope, type Heard } from './envelope.ts';

export const position = z.enum(['open', 'closed', 'intermediate']);
export const switchCause = z.enum(['trip', 'lockout', 'reclose', 'command', 'manual', 'unknown']);
export type SwitchCause = z.infer<typeof switchCause>;

export const switchPayload = envelope.extend({
  position,
  phases: phases.optional(),
  cause: z.string().max(40).optional().describe('trip, lockout, reclose, command, manual or unknown'),
  faultCurrent: z.number().nonnegative().optional().describe('A'),
});

export type SwitchMessage = Heard & {
  readonly kind: 'switch';
  /** `faulty` comes from a Sparkplug double point 3 only (rule E5). */
  readonly position: z.infer<typeof position> | 'faulty';
  /** Phases the position is about; null = all phases of the branch. */
  readonly phases: string | null;
  readonly cause: SwitchCause | null;
  /** A */
  readonly faultCurrent: number | null;
};
