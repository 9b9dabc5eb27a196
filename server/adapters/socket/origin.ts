/** Decides before the upgrade who may open a feed: exact origins, a session cookie or a bearer token. */

import type { IncomingMessage } from 'node:http';
import { bearerToken, cookieValue, originAllowed, SESSION_COOKIE } from '../../../shared/credentials.ts';
import type { Access, SignedIn } from '../../viewerPorts.ts';

export type Door = { readonly access: Access; readonly origins: readonly string[] };

export type DoorAnswer =
  | { readonly ok: true; readonly signedIn: SignedIn }
  | { readonly ok: false; readonly code: 'origin' | 'auth-required' | 'ws-protocol' };

const GENERATION = /[?&]EIO=4(&|$)/;

/** A foreign origin and missing credentials end here, before the upgrade; an origin may be missing only beside a bearer header. */
export function judgeRequest(request: IncomingMessage, { access, origins }: Door): DoorAnswer {
  const { origin, host, authorization, cookie } = request.headers;
  const bearer = bearerToken(authorization);
  const session = cookieValue(cookie, SESSION_COOKIE);
  if (origin !== undefined && !originAllowed(origin, host, origins)) return { ok: false, code: 'origin' };
  if (origin === undefined && bearer === null && session !== null) return { ok: false, code: 'origin' };
  const signedIn =
    bearer !== null ? (access.byBearer(bearer) ?? access.bySession(bearer)) : session !== null ? access.bySession(session) : null;
  if (!signedIn) return { ok: false, code: 'auth-required' };
  return GENERATION.test(request.url ?? '') ? { ok: true, signedIn } : { ok: false, code: 'ws-protocol' };
}
