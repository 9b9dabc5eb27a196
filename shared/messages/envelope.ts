/** What every plain JSON message on `grid/v1/{area}/{kind}/{id}` may carry beside its own fields. */

import * as z from 'zod';

/** RFC 3339 with a zone, or integer epoch milliseconds, as the sender wrote it. */
export const wireTime = z.union([z.string().max(40), z.number()]).describe('RFC 3339 with a zone, or integer epoch milliseconds');

export const MAX_ID = 200;
export const wireId = z.string().min(1).max(MAX_ID);

/** Quality as received; what the words mean is rule E3. */
export const quality = z.enum(['good', 'questionable', 'invalid']);
export type Quality = z.infer<typeof quality>;

export const envelope = z.object({
  at: wireTime,
  eventId: wireId.optional().describe('unique; the same id twice has one effect'),
  source: wireId.optional().describe('who measured'),
  seq: z.number().int().nonnegative().optional().describe('gap-free counter of the source'),
  epoch: z.union([wireId, z.number().int()]).optional().describe('changes when the counter of the source restarts'),
  quality: z.string().max(40).optional().describe('good (default), questionable or invalid'),
  replay: z.boolean().optional().describe('late history: never notifies'),
});

/** The common part of a decoded message: times in epoch milliseconds, quality normalised. */
export type Heard = {
  /** Id in the topic: the branch, service point, call, crew, source … meant. */
  readonly id: string;
  /** Area in the topic, null for "-". */
  readonly area: string | null;
  /** Effective time of the event: the source's own, or the receive time where that is unusable (rules E10, E28). */
  readonly at: number;
  readonly source: string;
  readonly seq: number | null;
  readonly eventId: string | null;
  readonly quality: Quality;
  /** A test value is stored and changes nothing live (rule E4). */
  readonly test: boolean;
  /** Late history: completes the record, never notifies (INV-5). */
  readonly replay: boolean;
  /** The effective time is not the source's own (rule E10), or lies outside the limits of rule E28. */
  readonly timeSuspect: boolean;
};
