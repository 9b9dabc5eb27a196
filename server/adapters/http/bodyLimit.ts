/** Answers 413 as soon as a body is too large; the body parser would first read all of it. */

import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/** Long enough for the answer to arrive before the line is cut. */
const LINGER_MS = 500;

export function limitBody(most: number, count: (what: string) => void): RequestHandler {
  return (request, response, next) => {
    let received = 0;
    let refused = false;
    const refuse = (): void => {
      if (refused) return;
      refused = true;
      count('too-large');
      sendProblem(response.set('Connection', 'close'), 'too-large', 'the body is larger than this route takes');
      setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
    };
    if (Number(request.headers['content-length'] ?? 0) > most) return refuse();
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > most) refuse();
    });
    return next();
  };
}
