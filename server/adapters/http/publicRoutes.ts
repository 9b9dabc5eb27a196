/** What everybody may read without signing in: the public snapshot and its page, renewed every twenty seconds. */

import * as z from 'zod';
import type { PublicSnapshot } from '../../../shared/records/publicSnapshot.ts';
import { readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { buildPublicPage, type PublicLanguage } from './publicPage.ts';
import { buildPublicSnapshot } from './publicSnapshot.ts';

/** One picture for everybody, however many ask, and too coarse to watch a single house with. */
const RENEWED_MS = 20_000;
const CACHE = 'public, max-age=15';

export function mountPublic(register: Register, { board, configuration }: HttpParts): void {
  let kept: { readonly at: number; readonly snapshot: PublicSnapshot } | null = null;
  const snapshot = (): PublicSnapshot => {
    const now = performance.now();
    if (kept === null || now - kept.at > RENEWED_MS) kept = { at: now, snapshot: buildPublicSnapshot(board, configuration().name) };
    return kept.snapshot;
  };

  register(
    'get',
    '/public/outages.json',
    (_request, response) => void response.set({ 'Cache-Control': CACHE, 'Access-Control-Allow-Origin': '*' }).json(snapshot()),
  );
  register('get', '/public/', (request, response) => {
    const query = readQuery(request, response, { lang: z.enum(['en', 'zh-CN']).optional() });
    if (!query) return;
    const asked = query.lang ?? (request.acceptsLanguages('en', 'zh-CN', 'zh') || 'en');
    const language: PublicLanguage = asked.startsWith('zh') ? 'zh-CN' : 'en';
    response.set({ 'Cache-Control': CACHE, Vary: 'Accept-Language' }).type('html');
    response.send(buildPublicPage({ snapshot: snapshot(), language, timeZone: configuration().timeZone }));
  });
}
