/** Customers, calls and complaints: search, the answer page, lists; what was searched for never stands in an address of our own pages. */

import type { Request, Response } from 'express';
import express from 'express';
import * as z from 'zod';
import { contactState, contactType } from '../../../shared/records/call.ts';
import { complaintClass } from '../../../shared/records/complaint.ts';
import type { Asking } from '../../customerPorts.ts';
import { limitBody } from './bodyLimit.ts';
import { signedInOf } from './guards.ts';
import { formatCursor, idText, limit, parseCursor, readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

const MAX_BODY = 4_096;
const raw = express.raw({ type: 'application/json', limit: MAX_BODY });
const typed = z.string().max(200);
const searchBody = z.strictObject({ q: typed, limit: z.number().int().min(1).max(100).default(20) });
const revealBody = z.strictObject({ reason: z.string().min(3).max(400) });

function askingOf(request: Request, response: Response): Asking {
  const { actor, session } = signedInOf(response);
  return { actor, session, from: request.socket.remoteAddress ?? null };
}

/** A page of a list, newest first, with where the next begins. */
function pageOf<T extends { readonly id: string }>(
  all: readonly T[],
  atOf: (item: T) => number,
  most: number,
  before: { readonly at: number; readonly id: string } | null,
): { readonly items: readonly T[]; readonly next: string | null } {
  const rest = all
    .filter((item) => before === null || atOf(item) < before.at || (atOf(item) === before.at && item.id < before.id))
    .sort((a, b) => atOf(b) - atOf(a) || (a.id < b.id ? 1 : -1));
  const items = rest.slice(0, most);
  const last = items.at(-1);
  return { items, next: rest.length > items.length && last ? formatCursor(atOf(last), last.id) : null };
}

export function mountCustomers(register: Register, { customers, count, readBody }: HttpParts): void {
  function bodyOf<T extends z.ZodType>(request: Request, response: Response, schema: T): z.output<T> | null {
    const body: unknown = request.body;
    const read = readBody(Buffer.isBuffer(body) ? body : new Uint8Array(0));
    const parsed = read.ok ? schema.safeParse(read.value) : null;
    if (parsed?.success) return parsed.data;
    sendProblem(response, 'parameter', read.ok ? 'the body is not what this route takes' : read.detail);
    return null;
  }
  const missing = (response: Response, what: string): void => {
    count('not-found');
    sendProblem(response, 'not-found', `there is no such ${what}`);
  };
  const cursorOf = (text: string | undefined, response: Response): ReturnType<typeof parseCursor> | 'wrong' => {
    const cursor = text === undefined ? null : parseCursor(text);
    if (text === undefined || cursor !== null) return cursor;
    sendProblem(response, 'parameter', 'this cursor was not issued by us');
    return 'wrong';
  };

  register('get', '/api/v1/customers', async (request, response) => {
    const query = readQuery(request, response, { q: typed.default(''), limit: limit.default(20) });
    if (!query) return;
    const items = query.q.trim() === '' ? [] : await customers.search(query.q, query.limit, askingOf(request, response));
    response.json({ items, next: null });
  });

  register(
    'post',
    '/api/v1/customers/search',
    async (request, response) => {
      const body = bodyOf(request, response, searchBody);
      if (!body) return;
      const items = body.q.trim() === '' ? [] : await customers.search(body.q, body.limit, askingOf(request, response));
      response.json({ items, next: null });
    },
    limitBody(MAX_BODY, count),
    raw,
  );

  register('get', '/api/v1/customers/:id', async (request, response) => {
    const answer = await customers.answer(String(request.params.id), askingOf(request, response));
    if (answer) response.json(answer);
    else missing(response, 'customer');
  });

  register(
    'post',
    '/api/v1/customers/:id/reveal',
    async (request, response) => {
      const body = bodyOf(request, response, revealBody);
      if (!body) return;
      const customer = await customers.reveal(String(request.params.id), body.reason, askingOf(request, response));
      if (customer) response.json(customer);
      else missing(response, 'customer');
    },
    limitBody(MAX_BODY, count),
    raw,
  );

  register('get', '/api/v1/service-points/:id/answer', async (request, response) => {
    const answer = await customers.answerAt(String(request.params.id), askingOf(request, response));
    if (answer) response.json(answer);
    else missing(response, 'service point');
  });

  register('get', '/api/v1/calls', (request, response) => {
    const query = readQuery(request, response, {
      state: z.enum([...contactState.options, 'all']).default('all'),
      type: contactType.optional(),
      outage: idText.optional(),
      servicePoint: idText.optional(),
      customer: idText.optional(),
      limit,
      cursor: z.string().max(500).optional(),
    });
    if (!query) return;
    const before = cursorOf(query.cursor, response);
    if (before === 'wrong') return;
    const all = customers
      .calls(askingOf(request, response))
      .filter((call) => query.state === 'all' || call.state === query.state)
      .filter((call) => query.type === undefined || call.type === query.type)
      .filter((call) => query.outage === undefined || call.outage === query.outage)
      .filter((call) => query.servicePoint === undefined || call.servicePoint === query.servicePoint)
      .filter((call) => query.customer === undefined || call.customer === query.customer);
    response.json({ ...pageOf(all, ({ at }) => Date.parse(at), query.limit, before), total: all.length });
  });

  register('get', '/api/v1/calls/:id', (request, response) => {
    const call = customers.calls(askingOf(request, response)).find(({ id }) => id === request.params.id);
    if (call) response.json(call);
    else missing(response, 'call');
  });

  register('get', '/api/v1/complaints', (request, response) => {
    const query = readQuery(request, response, {
      state: z.enum(['open', 'closed', 'all']).default('open'),
      class: complaintClass.optional(),
      feeder: idText.optional(),
      owner: idText.optional(),
      customer: idText.optional(),
      limit,
      cursor: z.string().max(500).optional(),
    });
    if (!query) return;
    const before = cursorOf(query.cursor, response);
    if (before === 'wrong') return;
    const all = customers
      .complaints(askingOf(request, response))
      .filter((complaint) => query.state === 'all' || complaint.state === query.state)
      .filter((complaint) => query.class === undefined || complaint.class === query.class)
      .filter((complaint) => query.feeder === undefined || complaint.feeder === query.feeder)
      .filter((complaint) => query.owner === undefined || complaint.owner === query.owner)
      .filter((complaint) => query.customer === undefined || complaint.customer === query.customer);
    response.json({ ...pageOf(all, ({ openedAt }) => Date.parse(openedAt), query.limit, before), total: all.length });
  });

  register('get', '/api/v1/complaints/:id', (request, response) => {
    const complaint = customers.complaints(askingOf(request, response)).find(({ id }) => id === request.params.id);
    if (complaint) response.json(complaint);
    else missing(response, 'complaint');
  });

  register('get', '/api/v1/complaint-hot-spots', (_request, response) => void response.json({ items: customers.hotSpots() }));
}
