/** What people ask of planned outages: submit, approve, extend, cancel, and say what happened (rules L1 to L11). */

import * as z from 'zod';
import { wireId, wireTime } from '../messages/envelope.ts';

const reason = z.string().min(1).max(2000);
const base = { id: wireId.describe('unique; the same id twice does it once') };
const onPlan = { ...base, planned: z.string().min(1).max(200) };

export const plannedCommands = {
  'planned.submit': z.strictObject({
    ...base,
    type: z.literal('planned.submit'),
    kind: z.enum(['planned', 'maintenance', 'temporary']),
    /** Devices that are opened, in that order. */
    open: z.array(wireId).min(1).max(50),
    /** Devices closed for it, so that others keep their supply. */
    close: z.array(wireId).max(50).optional(),
    start: wireTime,
    end: wireTime,
    work: reason,
    /** Why notice is late, the work long, or a customer interrupted again (rules L3, L5, L6). */
    reason: reason.optional(),
  }),
  'planned.approve': z.strictObject({ ...onPlan, type: z.literal('planned.approve'), reason: reason.optional() }),
  'planned.cancel': z.strictObject({ ...onPlan, type: z.literal('planned.cancel'), reason }),
  'planned.extend': z.strictObject({ ...onPlan, type: z.literal('planned.extend'), end: wireTime, reason }),
  /** The crew reports the device opened under the approved order, or closed again (rule L8). */
  'planned.start': z.strictObject({ ...onPlan, type: z.literal('planned.start'), at: wireTime.optional() }),
  'planned.complete': z.strictObject({ ...onPlan, type: z.literal('planned.complete'), at: wireTime.optional() }),
} as const;

export type PlannedCommand = z.infer<(typeof plannedCommands)[keyof typeof plannedCommands]>;
export const plannedCommand = z.discriminatedUnion('type', [
  plannedCommands['planned.submit'],
  plannedCommands['planned.approve'],
  plannedCommands['planned.cancel'],
  plannedCommands['planned.extend'],
  plannedCommands['planned.start'],
  plannedCommands['planned.complete'],
]);
