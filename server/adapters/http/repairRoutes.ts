/** Repair jobs, crews, and how well the promises were kept. */

import type { Response } from 'express';
import * as z from 'zod';
import { type JobRecord, jobStatus } from '../../../shared/records/job.ts';
import { signedInOf } from './guards.ts';
import { formatCursor, idText, limit, parseCursor, readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

const MOST_ENDED = 5_000;
const createdOf = ({ createdAt }: JobRecord): number => Date.parse(createdAt);

export function mountRepairs(register: Register, { board, count }: HttpParts): void {
  /** A job of other areas or another crew is none at all (rule V1). */
  const visible = (id: string, response: Response): JobRecord | null => {
    const job = board.record('job', id);
    if (job && board.maySeeJob(id, signedInOf(response).actor)) return job;
    count('not-found');
    sendProblem(response, 'not-found', 'there is no such job');
    return null;
  };

  register('get', '/api/v1/jobs', async (request, response) => {
    const query = readQuery(request, response, {
      state: z.enum(['open', 'ended', 'all']).default('open'),
      status: jobStatus.optional(),
      area: idText.optional(),
      crew: idText.optional(),
      outage: idText.optional(),
      owner: idText.optional(),
      limit,
      cursor: z.string().max(500).optional(),
    });
    if (!query) return;
    const before = query.cursor === undefined ? null : parseCursor(query.cursor);
    if (query.cursor !== undefined && before === null) return sendProblem(response, 'parameter', 'this cursor was not issued by us');
    const { actor } = signedInOf(response);
    const within = query.area === undefined ? null : new Set(board.areasWithin(query.area));
    const open = query.state === 'ended' ? [] : board.jobs('open').filter((job) => board.maySeeJob(job.id, actor));
    const ended = query.state === 'open' ? [] : await board.endedJobs(MOST_ENDED);
    const visibleEnded = ended.filter(
      (job) => board.maySeeJob(job.id, actor) || (!board.record('job', job.id) && board.maySeePast(job, actor)),
    );
    const all = [...open, ...visibleEnded]
      .filter((job) => query.status === undefined || job.status === query.status)
      .filter((job) => within === null || (job.area !== null && within.has(job.area)))
      .filter((job) => query.crew === undefined || job.crew === query.crew)
      .filter((job) => query.outage === undefined || job.outage === query.outage)
      .filter((job) => query.owner === undefined || job.owner === query.owner)
      .filter((job) => before === null || createdOf(job) < before.at || (createdOf(job) === before.at && job.id < before.id))
      .sort((a, b) => createdOf(b) - createdOf(a) || (a.id < b.id ? 1 : -1));
    const items = all.slice(0, query.limit);
    const last = items.at(-1);
    response.json({ items, next: all.length > items.length && last ? formatCursor(createdOf(last), last.id) : null });
  });

  register('get', '/api/v1/jobs/:id', async (request, response) => {
    const id = String(request.params.id);
    const past = board.record('job', id) ? null : await board.pastJob(id, signedInOf(response).actor);
    if (past) return void response.json(past);
    const job = visible(id, response);
    if (job) response.json(board.jobDetail(job.id));
  });

  register('get', '/api/v1/jobs/:id/crew-suggestions', (request, response) => {
    const job = visible(String(request.params.id), response);
    if (job) response.json(board.crewSuggestions(job.id));
  });

  register('get', '/api/v1/jobs/:id/evidence', async (request, response) => {
    const job = visible(String(request.params.id), response);
    if (!job) return;
    const evidence = await board.jobEvidence(job.id);
    response.set('Content-Disposition', `attachment; filename="${job.id.replace(/\W/g, '-')}.json"`).json(evidence);
  });

  register('get', '/api/v1/repairs/compliance', (_request, response) => void response.json(board.compliance()));
}
