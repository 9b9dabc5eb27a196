/** Decides before the upgrade who may open a feed: exact origins, a session cookie or a bearer token. */

import type { IncomingMessage } from 'node:http';
import type { Access, SignedIn } from '../../ports.ts';

export const SESSION_COOKIE = 'relight_session';

export function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || null;
  }
  return null;
}

export function bearerToken(header: string | undefined): string | null {
  const match = /^Bearer ([\w.~+/=-]{8,4096})$/.exec(header ?? '');
  return match?.[1] ?? null;
}

/** The page's own address counts as ours, so that a server behind any name works without a list; a list makes it exact. */
export function originAllowed(origin: string, host: string | undefined, origins: readonly string[]): boolean {
  if (origins.includes(origin)) return true;
  return origins.length === 0 && host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

export type Door = { readonly access: Access; readonly origins: readonly string[] };

export type DoorAnswer =
  | { readonly ok: true; readonly signedIn: SignedIn }
  | { readonly ok: false; readonly code: 'origin' | 'auth-required' };

/** A foreign origin and missing credentials end here, before the upgrade; an origin may be missing only beside a bearer header. */
export function judgeRequest(request: IncomingMessage, { access, origins }: Door): DoorAnswer {
  const { origin, host, authorization, cookie } = request.headers;
  const bearer = bearerToken(authorization);
  const session = cookieValue(cookie, SESSION_COOKIE);
  if (origin !== undefined && !originAllowed(origin, host, origins)) return { ok: false, code: 'origin' };
  if (origin === undefined && bearer === null && session !== null) return { ok: false, code: 'origin' };
  const signedIn =
    bearer !== null ? (access.byBearer(bearer) ?? access.bySession(bearer)) : session !== null ? access.bySession(session) : null;
  return signedIn ? { ok: true, signedIn } : { ok: false, code: 'auth-required' };
}
