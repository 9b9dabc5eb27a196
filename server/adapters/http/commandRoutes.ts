/** The door for commands over HTTP; the same door serves the socket. */

import express from 'express';
import { limitBody } from './bodyLimit.ts';
import { signedInOf } from './guards.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

const MAX_BODY = 256 * 1024;
const raw = express.raw({ type: 'application/json', limit: MAX_BODY });

export function mountCommands(register: Register, { commands, count, readBody }: HttpParts): void {
  register(
    'post',
    '/api/v1/commands',
    async (request, response) => {
      if (!request.is('application/json')) return sendProblem(response, 'content-type', 'a command is sent as application/json');
      const body: unknown = request.body;
      const read = readBody(Buffer.isBuffer(body) ? body : new Uint8Array(0));
      if (!read.ok) {
        count(read.reason);
        return sendProblem(response, read.reason, read.detail);
      }
      const result = await commands.execute(read.value, signedInOf(response).actor);
      if (result.ok) return void response.json({ revision: result.revision });
      count(result.code);
      return sendProblem(response, result.code, result.message);
    },
    limitBody(MAX_BODY, count),
    raw,
  );
}
