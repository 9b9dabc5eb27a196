/** A customer tells of trouble: `grid/v1/{area}/call/{call}`. */

import * as z from 'zod';
import { envelope, type Heard, wireId } from './envelope.ts';

export const callKind = z.enum(['no-power', 'partial', 'low-voltage', 'flicker', 'wire-down', 'other']);
export const callChannel = z.enum(['phone', 'web', 'app', 'sms', 'email']);

/** As people write numbers: digits, with an optional leading plus, spaces, dots, dashes, brackets. */
export const phoneNumber = z.string().regex(/^(?=(?:\D*\d){3,20}\D*$)\+?[0-9 ().\-/]{3,32}$/, 'a phone number has 3 to 20 digits');

export const callPayload = envelope.extend({
  kind: callKind,
  servicePoint: wireId.optional(),
  account: wireId.optional(),
  phone: phoneNumber.optional(),
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
