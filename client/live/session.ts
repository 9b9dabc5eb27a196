/** Who is looking: asked once, signed in by password, by one click in the demo, or as the first administrator. */

import type { FetchLike } from './api.ts';
import { type SignedInPerson, type SignedOut, signedInSchema, signedOutSchema } from './configuration.ts';

export type SessionAnswer =
  | { readonly state: 'in'; readonly person: SignedInPerson }
  | { readonly state: 'out'; readonly offer: SignedOut }
  | { readonly state: 'unreachable' };

export async function askSession(ask: FetchLike): Promise<SessionAnswer> {
  try {
    const response = await ask('/api/v1/session', { credentials: 'same-origin' });
    const body: unknown = await response.json();
    if (response.ok) {
      const person = signedInSchema.safeParse(body);
      return person.success ? { state: 'in', person: person.data } : { state: 'unreachable' };
    }
    const offer = signedOutSchema.safeParse(body);
    if (offer.success) return { state: 'out', offer: offer.data };
    return response.status === 401 ? { state: 'out', offer: { firstStart: false, demoUsers: [] } } : { state: 'unreachable' };
  } catch {
    return { state: 'unreachable' };
  }
}
