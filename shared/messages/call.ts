/** A customer tells of trouble: `grid/v1/{area}/call/{call}`. */

import * as z from 'zod';
import { envelope, type Heard, wireId } from './envelope.ts';

export const callKind = z.enum(['no-power', 'partial', 'low-voltage', 'flicker', 'wire-down', 'other']);
export const callChannel = z.enum(['phone', 'web', 'app', 'sms', 'email']);

export const callPayload = envelope.extend({
  kind: callKind,
  servicePoint: wireId.optional(),
  account: wireId.optional(),
  phone: z.string().min(1).max(40).optional(),
  address: z.string().min(1).max(400).optional(),
  text: z.string().optional(),
  channel: callChannel.optional(),
});

export type CallMessage = Heard & {
  readonly kind: 'call';
  readonly trouble: z.infer<typeof callKind>;
  readonly servicePoint: string | null;
  readonly account: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly text: string | null;
  readonly channel: z.infer<typeof callChannel>;
};
