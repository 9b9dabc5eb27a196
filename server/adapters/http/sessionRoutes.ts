/** Signing in and out, the demo people, and the first administrator. */

import express, { type CookieOptions, type Response } from 'express';
import * as z from 'zod';
import { cookieValue, SESSION_COOKIE } from '../../../shared/credentials.ts';
import type { Actor } from '../../../shared/roles.ts';
import { sessionOf } from './guards.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

const body = express.json({ limit: '16kb', strict: true });
const credentials = z.strictObject({ user: z.string().min(1).max(200), password: z.string().min(1).max(1000) });
const demoUser = z.strictObject({ user: z.string().min(1).max(200) });
const firstAdministrator = z.strictObject({
  user: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  password: z.string().min(10).max(1000),
});

const LOOPBACK = /^(::1|127\.|::ffff:127\.)/;

export function mountSession(register: Register, { access, secureCookies, count }: HttpParts): void {
  const cookie: CookieOptions = { httpOnly: true, sameSite: 'strict', secure: secureCookies, path: '/' };
  const welcome = (response: Response, signed: { readonly token: string; readonly actor: Actor }): void => {
    response.cookie(SESSION_COOKIE, signed.token, cookie);
    response.json({ user: signed.actor.user, name: signed.actor.name, role: signed.actor.role, demo: access.demo });
  };

  register('get', '/api/v1/session', (_request, response) => {
    const signedIn = sessionOf(response);
    if (signedIn) {
      const { user, name, role, areas } = signedIn.actor;
      response.json({ user, name, role, areas, demo: access.demo });
    } else {
      response.status(401).json({ code: 'auth-required', firstStart: access.firstStart(), demoUsers: access.demoUsers() });
    }
  });

  register(
    'post',
    '/api/v1/session',
    async (request, response) => {
      const parsed = credentials.safeParse(request.body);
      if (!parsed.success) return sendProblem(response, 'missing-field', 'user and password are needed');
      const signed = await access.signIn(parsed.data.user, parsed.data.password, request.socket.remoteAddress ?? '');
      if (signed === 'locked') {
        count('rate-limit');
        return sendProblem(response, 'rate-limit', 'too many wrong passwords: wait before the next try');
      }
      if (signed === 'wrong') {
        count('auth-required');
        return sendProblem(response, 'auth-required', 'user and password do not fit');
      }
      return welcome(response, signed);
    },
    body,
  );

  register(
    'post',
    '/api/v1/session/demo',
    async (request, response) => {
      const parsed = demoUser.safeParse(request.body);
      const signed = parsed.success ? await access.signInDemo(parsed.data.user) : null;
      return signed ? welcome(response, signed) : sendProblem(response, 'auth-required', 'there is no such demo user');
    },
    body,
  );

  register(
    'post',
    '/api/v1/first-administrator',
    async (request, response) => {
      if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) return sendProblem(response, 'not-allowed', 'only from the machine itself');
      const parsed = firstAdministrator.safeParse(request.body);
      if (!parsed.success) return sendProblem(response, 'value-range', 'a name, and a password of at least ten characters');
      const signed = await access.createFirstAdministrator(parsed.data.user, parsed.data.name, parsed.data.password);
      return signed ? welcome(response, signed) : sendProblem(response, 'conflict', 'there is an administrator already');
    },
    body,
  );

  register('delete', '/api/v1/session', async (request, response) => {
    const token = cookieValue(request.headers.cookie, SESSION_COOKIE);
    if (token) await access.signOut(token);
    response.clearCookie(SESSION_COOKIE, cookie).status(204).end();
  });
}
