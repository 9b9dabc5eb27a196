/** Structured logs on stderr: one JSON line each, without secrets or personal values. */

import { destination, type Logger, pino } from 'pino';

export type Log = Logger;

const SECRET = [
  'token',
  'password',
  'authorization',
  'cookie',
  'phone',
  'email',
  '*.token',
  '*.password',
  '*.authorization',
  '*.cookie',
  '*.phone',
  '*.email',
];

export const createLog = (level: string): Log =>
  pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: SECRET, censor: '[removed]' } },
    destination(2),
  );
