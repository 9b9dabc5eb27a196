/** Sends one item of the outbox over HTTP and says what became of it. */

import * as z from 'zod';
import { formatTime } from '../../../shared/time.ts';
import type { FetchLike } from '../../live/api.ts';
import type { OutboxItem, Sent } from './outbox.ts';

const problem = z.object({ code: z.string().optional(), detail: z.string().optional(), title: z.string().optional() });

/** Answers that may be another one later: too busy, no disk, nothing can be recorded. */
const LATER = new Set([408, 425, 429]);
const PATIENCE_MS = 30_000;

function requestOf(item: OutboxItem, phone: string): [path: string, init: RequestInit] {
  switch (item.kind) {
    case 'command':
      return ['/api/v1/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(item.command) }];
    case 'photo': {
      const query = new URLSearchParams({ step: item.step, moment: item.moment, takenAt: formatTime(item.at), client: phone });
      if (item.lon !== null) query.set('lon', String(item.lon));
      if (item.lat !== null) query.set('lat', String(item.lat));
      const path = `/api/v1/jobs/${encodeURIComponent(item.job ?? '')}/photos/${encodeURIComponent(item.photo)}?${query}`;
      return [path, { method: 'PUT', headers: { 'content-type': 'image/jpeg' }, body: item.picture }];
    }
  }
}

/** `phone`: the name by which the server knows that a later change is this phone's own. */
export async function post(ask: FetchLike, phone: string, item: OutboxItem): Promise<Sent> {
  const [path, init] = requestOf(item, phone);
  try {
    const answer = await ask(path, { ...init, credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return { outcome: 'taken' };
    if (answer.status === 401) return { outcome: 'signed-out' };
    if (answer.status >= 500 || LATER.has(answer.status)) return { outcome: 'later' };
    const body = problem.safeParse(await answer.json().catch(() => null));
    const said = body.success ? body.data : {};
    return { outcome: 'refused', code: said.code ?? `http-${answer.status}`, message: said.detail ?? said.title ?? answer.statusText };
  } catch {
    return { outcome: 'later' };
  }
}
