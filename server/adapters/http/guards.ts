/** Who asks, from where: host names, origins, sessions and tokens, and the access table, before any route runs. */

import type { Request, RequestHandler, Response } from 'express';
import { routeAccess } from '../../../shared/access.ts';
import { bearerToken, cookieValue, originAllowed, SESSION_COOKIE } from '../../../shared/credentials.ts';
import type { Access, SignedIn } from '../../viewerPorts.ts';
import { sendProblem } from './problem.ts';

/** Who belongs to a cookie or a token. */
export type Identify = Pick<Access, 'byBearer' | 'bySession'>;

export type GuardOptions = {
  readonly access: Identify;
  /** Exact origins of our own pages; empty = the host asked for. */
  readonly origins: readonly string[];
  /** Host names we answer to; empty = any literal address and localhost. */
  readonly hosts: readonly string[];
  readonly count: (what: string) => void;
};

const LITERAL_HOST = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:]+\])(:\d+)?$/;

/** Stops DNS rebinding: a page of another name cannot talk to a server on loopback. */
export function hostGuard({ hosts, count }: GuardOptions): RequestHandler {
  return (request, response, next) => {
    const host = request.headers.host ?? '';
    const name = host.replace(/:\d+$/, '');
    if (hosts.includes(name) || hosts.includes(host) || LITERAL_HOST.test(host)) return next();
    count('host');
    return sendProblem(response, 'host', 'this server does not answer to that name; set RELIGHT_ORIGINS');
  };
}

export function whoAsks(request: Request, access: Identify): SignedIn | null {
  const bearer = bearerToken(request.headers.authorization);
  if (bearer !== null) return access.byBearer(bearer) ?? access.bySession(bearer);
  if (request.headers.authorization !== undefined) return null;
  const session = cookieValue(request.headers.cookie, SESSION_COOKIE);
  return session === null ? null : access.bySession(session);
}

function foreignOrigin(request: Request, origins: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site';
  return !originAllowed(origin, host, origins);
}

export type SignedInRequest = { readonly signedIn: SignedIn };

/** Looks the route up in the access table; an undeclared route is refused. */
export function routeGuard(route: string, { access, origins, count }: GuardOptions): RequestHandler {
  const allowed = routeAccess.get(route);
  const changes = !route.startsWith('GET ');
  return (request, response, next) => {
    if (changes && foreignOrigin(request, origins)) {
      count('origin');
      return sendProblem(response, 'origin', 'this request comes from a foreign page');
    }
    const signedIn = whoAsks(request, access);
    if (signedIn) response.locals.signedIn = signedIn;
    if (allowed === 'public') return next();
    if (!signedIn) {
      count('auth-required');
      return sendProblem(response, 'auth-required', 'sign in, or send a bearer token');
    }
    if (!allowed?.includes(signedIn.actor.role)) {
      count('not-allowed');
      return sendProblem(response, 'not-allowed', `the role ${signedIn.actor.role} may not do this`);
    }
    return next();
  };
}

const isSignedIn = (value: unknown): value is SignedIn => typeof value === 'object' && value !== null && 'actor' in value;

export function signedInOf(response: Response): SignedIn {
  const { signedIn } = response.locals;
  if (!isSignedIn(signedIn)) throw new Error('the route guard did not run');
  return signedIn;
}

export const sessionOf = (response: Response): SignedIn | null => (isSignedIn(response.locals.signedIn) ? response.locals.signedIn : null);
