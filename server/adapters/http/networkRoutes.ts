/** Pictures of the network for the map: named by its hash, so a browser fetches each once. */

import type { Request, Response } from 'express';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

export function mountNetwork(register: Register, { pictures }: HttpParts): void {
  const send = (request: Request, response: Response, bytes: Uint8Array | null, tag: string): void => {
    if (!bytes) return sendProblem(response, 'not-found', 'the network has no such picture');
    const etag = `"${pictures.hash.slice(0, 16)}-${tag}"`;
    response.set({
      ETag: etag,
      'Cache-Control': request.query.v === undefined ? 'private, no-cache' : 'private, max-age=31536000, immutable',
    });
    if (request.headers['if-none-match'] === etag) response.status(304).end();
    else response.type('application/octet-stream').send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  };
  register('get', '/api/v1/network/basemap', async (request, response) => send(request, response, await pictures.basemap(), 'basemap'));
  register('get', '/api/v1/network/geometry', async (request, response) => send(request, response, await pictures.geometry(), 'geometry'));
  register('get', '/api/v1/network/service-points/:cell', (request, response) => {
    const cell = String(request.params.cell);
    send(request, response, pictures.servicePoints(cell), `cell-${cell.replace(/[^\w-]/g, '-')}`);
  });
}
