/** Summary, places, sources, reports of other systems, service points, search, trace and rejections. */

import * as z from 'zod';
import { sightOver } from '../../../shared/boardSight.ts';
import type { RecordKind } from '../../../shared/records/record.ts';
import { formatTime } from '../../../shared/time.ts';
import { signedInOf } from './guards.ts';
import { limit, readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';
import { createSight } from './sight.ts';

const lists: readonly (readonly [path: string, kind: Exclude<RecordKind, 'summary'>])[] = [
  ['/api/v1/feeders', 'feeder'],
  ['/api/v1/areas', 'area'],
  ['/api/v1/sources', 'source'],
  ['/api/v1/reports', 'report'],
  ['/api/v1/crews', 'crew'],
];

export function mountRecords(register: Register, { board, journal, configuration }: HttpParts): void {
  register('get', '/api/v1/configuration', (_request, response) => void response.json(configuration()));
  register('get', '/api/v1/summary', (_request, response) => void response.json(board.summary()));

  register('get', '/api/v1/summary/history', (_request, response) => void response.json({ items: board.summaryHistory() }));

  for (const [path, kind] of lists) {
    register('get', path, (request, response) => {
      const query = readQuery(request, response, { limit: limit.default(1000), after: z.string().max(200).optional() });
      if (!query) return;
      const { after } = query;
      const { actor } = signedInOf(response);
      // Somebody bound to areas reads here what their feed shows (rule V1).
      const mine = actor.areas === null ? board.list(kind) : (board.changesSince(null, sightOver(actor)).upserts[kind] ?? []);
      const all = [...mine].sort((a, b) => (a.id < b.id ? -1 : 1)).filter((record) => after === undefined || record.id > after);
      const items = all.slice(0, query.limit);
      response.json({ items, next: all.length > items.length ? (items.at(-1)?.id ?? null) : null });
    });
  }

  register('get', '/api/v1/service-points/:id', (request, response) => {
    const point = board.servicePoint(String(request.params.id));
    if (point && createSight(board)(signedInOf(response).actor).area(point.area)) response.json(point);
    else sendProblem(response, 'not-found', 'there is no such service point');
  });

  register('get', '/api/v1/search', (request, response) => {
    const query = readQuery(request, response, { q: z.string().min(1).max(200), limit: limit.default(20) });
    if (query) response.json({ items: board.search(query.q, query.limit) });
  });

  register('get', '/api/v1/trace/:branch', (request, response) => {
    const query = readQuery(request, response, { direction: z.enum(['up', 'down']).default('down') });
    if (!query) return;
    const trace = board.trace(String(request.params.branch), query.direction);
    if (trace) response.json(trace);
    else sendProblem(response, 'not-found', 'there is no such branch');
  });

  register('get', '/api/v1/rejections', async (request, response) => {
    const query = readQuery(request, response, { limit });
    if (!query) return;
    const { total, items } = await journal.rejections(query.limit);
    response.json({
      total,
      reasons: Object.fromEntries(journal.reasons()),
      items: items.map(({ at, topic, reason, detail, source, payload }) => ({
        at: formatTime(at),
        topic,
        reason,
        detail,
        source,
        payload: new TextDecoder().decode(payload.subarray(0, 2000)),
      })),
    });
  });
}
