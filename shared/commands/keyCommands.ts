/** What people ask about key and life-support customers: acknowledge, contact, attest, drill (rules K5, K8, K9, K11). */

import * as z from 'zod';
import { wireId, wireTime } from '../messages/envelope.ts';

const note = z.string().min(1).max(2000);
const onCustomer = { id: wireId.describe('unique; the same id twice does it once'), customer: z.string().min(1).max(200) };

export const keyCommands = {
  'key.acknowledge': z.strictObject({ ...onCustomer, type: z.literal('key.acknowledge') }),
  'key.contact': z.strictObject({ ...onCustomer, type: z.literal('key.contact'), reached: z.boolean(), note: note.optional() }),
  'key.attest': z.strictObject({
    ...onCustomer,
    type: z.literal('key.attest'),
    at: wireTime,
    backupMinutes: z.number().int().min(0).max(100_000).optional(),
  }),
  'key.drill': z.strictObject({ ...onCustomer, type: z.literal('key.drill'), at: wireTime, finding: note.optional() }),
} as const;

export type KeyCommand = z.infer<(typeof keyCommands)[keyof typeof keyCommands]>;
export const keyCommand = z.discriminatedUnion('type', [
  keyCommands['key.acknowledge'],
  keyCommands['key.contact'],
  keyCommands['key.attest'],
  keyCommands['key.drill'],
]);
