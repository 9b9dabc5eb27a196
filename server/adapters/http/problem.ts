/** Errors as problem+json (RFC 9457) with a stable code. */

import type { ErrorRequestHandler, Response } from 'express';

const STATUS: ReadonlyMap<string, number> = new Map([
  ['auth-required', 401],
  ['not-allowed', 403],
  ['origin', 403],
  ['host', 421],
  ['not-found', 404],
  ['conflict', 409],
  ['idempotency-conflict', 409],
  ['too-large', 413],
  ['content-type', 415],
  ['rate-limit', 429],
  ['locked', 429],
  ['timeout', 408],
  ['image-type', 415],
  ['image-decode', 422],
  ['image-pixels', 422],
  ['image-worker', 422],
  ['quota', 507],
  ['disk-full', 507],
  ['job-exists', 409],
  ['crew-busy', 409],
  ['crew-full', 409],
  ['crew-off-duty', 409],
  ['not-complete', 409],
  ['not-recording', 503],
  ['not-ready', 503],
  ['protocol-malformed', 400],
]);

export const statusOf = (code: string): number => STATUS.get(code) ?? 400;

export function sendProblem(response: Response, code: string, detail: string, status = statusOf(code)): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:relight:problem:${code}`, title: code, status, code, detail }));
}

/** What Express and its parsers throw, as the same kind of answer. */
export const problemHandler: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  // The rest of the body is not read: without the connection nobody can go on sending it.
  if (status === 413) return sendProblem(response.set('Connection', 'close'), 'too-large', 'the body is larger than this route takes');
  if (error instanceof URIError) return sendProblem(response, 'parameter', 'the path is not valid percent encoding');
  if (status >= 400 && status < 500) return sendProblem(response, 'parameter', 'the request could not be understood', status);
  return sendProblem(response, 'internal', 'the request failed on our side; it was logged', 500);
};
