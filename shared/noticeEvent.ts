/** What the sender tells the core of messages that leave, as it stands in the journal (rules M7, M8; architecture: effects are facts). */

import * as z from 'zod';
import { channelName, noticeKind } from './records/notification.ts';

const batch = {
  /** Outage or plan under which the people were first told. */
  root: z.string(),
  kind: noticeKind,
  channel: channelName,
  step: z.number().int(),
  version: z.number().int(),
};

export const outcome = z.enum(['accepted', 'delivered', 'acknowledged', 'failed', 'unknown', 'withdrawn']);
export type Outcome = z.infer<typeof outcome>;

export const noticeEvent = z.discriminatedUnion('event', [
  /** These leave now; written before the request does. */
  z.object({ event: z.literal('taken'), ...batch, parts: z.number().int(), customers: z.array(z.string()) }),
  z.object({ event: z.literal('result'), ...batch, outcome, customers: z.array(z.string()), detail: z.string().nullable() }),
]);
export type NoticeEvent = z.infer<typeof noticeEvent>;

export const NOTICE_KIND = 'notice';

export type MessageKey = Omit<z.infer<z.ZodObject<typeof batch>>, never> & { readonly customer: string };

/** The idempotency key a provider sees; unique for customer, root outage, kind, version and rung. */
export const writeKey = ({ root, kind, version, channel, step, customer }: MessageKey): string =>
  [root, kind, version, `${channel}${step}`, customer].join('/');

const keyShape = z.tuple([z.string(), noticeKind, z.coerce.number().int(), z.string().regex(/^(sms|voice|email)\d+$/), z.string()]);

/** null for a key that is not ours. */
export function readKey(text: string): MessageKey | null {
  const [root, kind, version, rung, ...rest] = text.split('/');
  const parsed = keyShape.safeParse([root, kind, version, rung, rest.join('/')]);
  if (!parsed.success) return null;
  const [, , , rungText, customer] = parsed.data;
  const channel = channelName.parse(rungText.replace(/\d+$/, ''));
  return {
    root: parsed.data[0],
    kind: parsed.data[1],
    version: parsed.data[2],
    channel,
    step: Number(/\d+$/.exec(rungText)?.[0]),
    customer,
  };
}
