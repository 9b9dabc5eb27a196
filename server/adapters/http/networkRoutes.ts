/** Pictures of the network for the map: named by its hash, so a browser fetches each once. */

import type { Request, Response } from 'express';
import { createPackedPictures } from './packedPicture.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

/** Returns how to draw and pack the big pictures before somebody waits for them. */
export function mountNetwork(register: Register, { pictures }: HttpParts): () => Promise<void> {
  const packed = createPackedPictures();

  async function send(request: Request, response: Response, tag: string, read: () => Promise<Uint8Array | null> | Uint8Array | null) {
    const encoding = request.acceptsEncodings('gzip') === 'gzip' ? 'gzip' : 'identity';
    const etag = `"${pictures.hash.slice(0, 16)}-${tag}-${encoding}"`;
    const caching = {
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Cache-Control': request.query.v === undefined ? 'private, no-cache' : 'private, max-age=31536000, immutable',
    };
    const bytes = await read();
    if (!bytes) return sendProblem(response, 'not-found', 'the network has no such picture');
    response.set(caching).type('application/octet-stream');
    if (request.headers['if-none-match'] === etag) return void response.status(304).end();
    if (encoding === 'gzip') return void response.set('Content-Encoding', 'gzip').send(await packed(tag, bytes));
    return void response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  register('get', '/api/v1/network/basemap', (request, response) => send(request, response, 'basemap', pictures.basemap));
  register('get', '/api/v1/network/geometry', (request, response) => send(request, response, 'geometry', pictures.geometry));
  register('get', '/api/v1/network/service-points/:cell', (request, response) => {
    const cell = String(request.params.cell);
    return send(request, response, `cell-${cell.replace(/[^\w-]/g, '-')}`, () => pictures.servicePoints(cell));
  });

  return async () => {
    const basemap = await pictures.basemap();
    if (basemap) await packed('basemap', basemap);
    await packed('geometry', await pictures.geometry());
  };
}
