/** Outages: the open ones, the ended ones page by page, one in full, and who is dark under it. */

import type { Response } from 'express';
import * as z from 'zod';
import type { OutageDetail, OutageRecord } from '../../../shared/records/outage.ts';
import { signedInOf } from './guards.ts';
import { formatCursor, limit, parseCursor, readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';
import { createSight } from './sight.ts';

const OPEN = new Set(['predicted', 'confirmed', 'partially-restored']);
const state = z.enum(['open', 'ended', 'all']).default('open');
const filterText = z.string().min(1).max(200).optional();

export function mountOutages(register: Register, { board, count }: HttpParts): void {
  const sightOf = createSight(board);
  // Somebody bound to areas hears of an outage elsewhere what they hear of none (rule V1).
  const visible = async (id: string, response: Response): Promise<OutageDetail | null> => {
    const detail = await board.outageDetail(id);
    if (detail && sightOf(signedInOf(response).actor).outage(detail)) return detail;
    count('not-found');
    sendProblem(response, 'not-found', 'there is no such outage');
    return null;
  };
  const startOf = (outage: OutageRecord): number => Date.parse(outage.startedAt);
  const newestFirst = (a: OutageRecord, b: OutageRecord): number => startOf(b) - startOf(a) || (a.id < b.id ? 1 : -1);

  async function matching(
    which: 'open' | 'ended' | 'all',
    most: number,
    before: { readonly at: number; readonly id: string } | null,
  ): Promise<OutageRecord[]> {
    const live = which === 'ended' ? [] : board.list('outage').filter((outage) => OPEN.has(outage.state));
    const ended = which === 'open' ? [] : await board.endedOutages(most, before);
    const visible = which === 'all' ? ended : ended.filter((outage) => outage.state !== 'void');
    return [...live, ...visible].sort(newestFirst);
  }

  register('get', '/api/v1/outages', async (request, response) => {
    const query = readQuery(request, response, {
      state,
      area: filterText,
      feeder: filterText,
      limit,
      cursor: z.string().max(500).optional(),
    });
    if (!query) return;
    const before = query.cursor === undefined ? null : parseCursor(query.cursor);
    if (query.cursor !== undefined && before === null) return sendProblem(response, 'parameter', 'this cursor was not issued by us');
    const sight = sightOf(signedInOf(response).actor);
    const all = (await matching(query.state, 100_000, null))
      .filter((outage) => sight.outage(outage))
      .filter((outage) => query.feeder === undefined || outage.feeder === query.feeder)
      .filter((outage) => query.area === undefined || outage.areas.some((area) => area.id === query.area))
      .filter((outage) => before === null || startOf(outage) < before.at || (startOf(outage) === before.at && outage.id < before.id));
    const items = all.slice(0, query.limit);
    const last = items.at(-1);
    response.json({ items, next: all.length > items.length && last ? formatCursor(startOf(last), last.id) : null });
  });

  register('get', '/api/v1/outages/:id', async (request, response) => {
    const detail = await visible(String(request.params.id), response);
    if (detail) response.json(detail);
  });

  register('get', '/api/v1/outages/:id/service-points', async (request, response) => {
    const detail = await visible(String(request.params.id), response);
    if (!detail) return;
    const items = board.outageServicePoints(detail.id) ?? [];
    response.json({ total: items.length, items });
  });

  register('get', '/api/v1/outages/:id/suggestions', async (request, response) => {
    const detail = await visible(String(request.params.id), response);
    if (!detail) return;
    const suggestions = board.suggestions(detail.id);
    if (suggestions) response.json(suggestions);
    else sendProblem(response, 'not-found', 'there is no such outage');
  });

  register('get', '/api/v1/outages/:id/parts', async (request, response) => {
    const detail = await visible(String(request.params.id), response);
    if (!detail) return;
    const parts = board.outageParts(detail.id);
    if (parts) response.json(parts);
    else sendProblem(response, 'not-found', 'there is no such outage');
  });

  register('get', '/api/v1/estimate-accuracy', (_request, response) => void response.json(board.estimateAccuracy()));
}
