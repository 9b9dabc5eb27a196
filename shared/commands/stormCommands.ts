/** What a supervisor asks of storm mode (rule P20). */

import * as z from 'zod';
import { wireId } from '../messages/envelope.ts';

export const stormCommands = {
  'storm.set': z.strictObject({
    id: wireId.describe('unique; the same id twice does it once'),
    type: z.literal('storm.set'),
    on: z.boolean(),
    reason: z.string().min(1).max(2000).optional(),
  }),
} as const;

export type StormCommand = z.infer<(typeof stormCommands)[keyof typeof stormCommands]>;
export const stormCommand = stormCommands['storm.set'];
