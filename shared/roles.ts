/** Roles a person or program can have. */

import * as z from 'zod';

export const role = z.enum([
  'dispatcher',
  'supervisor',
  'planner',
  'customer-service',
  'crew',
  'key-account-manager',
  'auditor',
  'administrator',
  'wall',
  'integration',
  'public',
]);
export type Role = z.infer<typeof role>;

/** Who asks: a signed-in person or a token. */
export type Actor = { readonly user: string; readonly name: string; readonly role: Role; readonly areas: readonly string[] | null };
