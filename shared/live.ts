/** What browser and server say to each other on Socket.IO namespace `/live`. */

import * as z from 'zod';

export const PROTOCOL = 1;
export const LIVE_NAMESPACE = '/live';

export const boardName = z.enum(['operations', 'service', 'crew', 'wall']);
export type BoardName = z.infer<typeof boardName>;

export const hello = z.strictObject({
  protocol: z.number().int(),
  board: boardName,
  journal: z.string().max(100).optional(),
  /** Any number: one we do not know begins again with everything. */
  revision: z.number().optional(),
  areas: z.array(z.string().max(200)).max(1000).optional(),
});
export type Hello = z.infer<typeof hello>;

export const applied = z.strictObject({ revision: z.number().int().nonnegative() });

export const refused = z.object({ code: z.string(), message: z.string() });
export type Refused = z.infer<typeof refused>;

export const commandAnswer = z.union([
  z.object({ ok: z.literal(true), revision: z.number().int() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
export type CommandAnswer = z.infer<typeof commandAnswer>;
