/** What the server says of itself and of the person signed in: `GET /api/v1/configuration` and `GET /api/v1/session`. */

import * as z from 'zod';
import { role } from '../../shared/roles.ts';

export const configurationSchema = z.object({
  name: z.string(),
  version: z.string(),
  timeZone: z.string(),
  locale: z.string(),
  attribution: z.string(),
  networkHash: z.string(),
  customersTotal: z.number().int(),
  tileUrl: z.string().nullable().optional(),
  demo: z.boolean(),
  /** What the crews' phones call for the dispatcher. */
  dispatcherPhone: z.string().nullable().optional(),
  /** West, south, east, north in degrees; null without coordinates. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  clock: z.enum(['wall', 'simulated']),
});
export type Configuration = z.infer<typeof configurationSchema>;

export const signedInSchema = z.object({ user: z.string(), name: z.string(), role, demo: z.boolean() });
export type SignedInPerson = z.infer<typeof signedInSchema>;

export const signedOutSchema = z.object({
  firstStart: z.boolean(),
  demoUsers: z.array(z.object({ user: z.string(), name: z.string(), role })),
});
export type SignedOut = z.infer<typeof signedOutSchema>;
