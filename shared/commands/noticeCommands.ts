/** What people ask of notices: hold, release, send after a second look, and what came of calling by hand (rules M3, M4, M12). */

import * as z from 'zod';
import { wireId } from '../messages/envelope.ts';

const reason = z.string().min(1).max(2000);
const onNotice = { id: wireId.describe('unique; the same id twice does it once'), notification: z.string().min(1).max(200) };

export const noticeCommands = {
  'notification.send': z.strictObject({
    ...onNotice,
    type: z.literal('notification.send'),
    /** Also during quiet hours; needs a reason and a supervisor (rule M4). */
    overrideQuiet: z.boolean().optional(),
    reason: reason.optional(),
  }),
  'notification.hold': z.strictObject({ ...onNotice, type: z.literal('notification.hold'), reason }),
  'notification.release': z.strictObject({ ...onNotice, type: z.literal('notification.release'), reason: reason.optional() }),
  'notification.reached': z.strictObject({
    ...onNotice,
    type: z.literal('notification.reached'),
    customer: z.string().min(1).max(200),
    note: reason.optional(),
  }),
} as const;

export type NoticeCommand = z.infer<(typeof noticeCommands)[keyof typeof noticeCommands]>;
export const noticeCommand = z.discriminatedUnion('type', [
  noticeCommands['notification.send'],
  noticeCommands['notification.hold'],
  noticeCommands['notification.release'],
  noticeCommands['notification.reached'],
]);
