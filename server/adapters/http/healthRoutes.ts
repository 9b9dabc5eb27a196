/** Alive, ready, measured; and the descriptions of the API. */

import type { HttpParts, Register } from './parts.ts';

export function mountHealth(register: Register, { readiness, metrics, documents }: HttpParts): void {
  register('get', '/healthz', (_request, response) => void response.json({ alive: true }));
  register('get', '/readyz', (_request, response) => {
    const { ready, reasons } = readiness();
    response.status(ready ? 200 : 503).json({ ready, reasons });
  });
  register('get', '/metrics', async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await metrics());
  });
  register('get', '/api/v1/openapi.json', (_request, response) => void response.json(documents.openApi()));
  register('get', '/api/v1/asyncapi.json', (_request, response) => void response.json(documents.asyncApi()));
}
