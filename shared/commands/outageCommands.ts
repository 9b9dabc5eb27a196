/** What people ask of outages: confirm, cancel, divide, explain, close (rules O, P). */

import * as z from 'zod';
import { wireId, wireTime } from '../messages/envelope.ts';

const reason = z.string().min(1).max(2000);
const base = { id: wireId.describe('unique; the same id twice does it once') };
const onOutage = { ...base, outage: z.string().min(1).max(200) };

export const outageCommands = {
  'outage.confirm': z.strictObject({
    ...onOutage,
    type: z.literal('outage.confirm'),
    device: wireId.optional(),
    startedAt: wireTime.optional(),
    reason: reason.optional(),
  }),
  'outage.cancel': z.strictObject({ ...onOutage, type: z.literal('outage.cancel'), reason }),
  'outage.setEstimate': z.strictObject({ ...onOutage, type: z.literal('outage.setEstimate'), at: wireTime, reason: reason.optional() }),
  'outage.setCause': z.strictObject({
    ...onOutage,
    type: z.literal('outage.setCause'),
    cause: z.string().min(1).max(200),
    note: z.string().max(2000).optional(),
  }),
  'outage.merge': z.strictObject({
    ...onOutage,
    type: z.literal('outage.merge'),
    into: z.string().min(1).max(200),
    reason: reason.optional(),
  }),
  'outage.split': z.strictObject({
    ...onOutage,
    type: z.literal('outage.split'),
    device: wireId.optional(),
    servicePoints: z.array(wireId).max(20_000).optional(),
    reason: reason.optional(),
  }),
  'outage.closeWithReason': z.strictObject({
    ...onOutage,
    type: z.literal('outage.closeWithReason'),
    reason,
    restored: z.boolean().optional(),
  }),
  'outage.reopen': z.strictObject({ ...onOutage, type: z.literal('outage.reopen'), reason }),
  'outage.acknowledge': z.strictObject({ ...onOutage, type: z.literal('outage.acknowledge') }),
  'outage.comment': z.strictObject({ ...onOutage, type: z.literal('outage.comment'), text: reason }),
} as const;

export type OutageCommand = z.infer<(typeof outageCommands)[keyof typeof outageCommands]>;
export const outageCommand = z.discriminatedUnion('type', [
  outageCommands['outage.confirm'],
  outageCommands['outage.cancel'],
  outageCommands['outage.setEstimate'],
  outageCommands['outage.setCause'],
  outageCommands['outage.merge'],
  outageCommands['outage.split'],
  outageCommands['outage.closeWithReason'],
  outageCommands['outage.reopen'],
  outageCommands['outage.acknowledge'],
  outageCommands['outage.comment'],
]);
