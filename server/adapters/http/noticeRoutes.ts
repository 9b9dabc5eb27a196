/** Notices, planned outages and key customers, who stands where in a ledger, and the door for delivery receipts. */

import express from 'express';
import * as z from 'zod';
import { sightOver } from '../../../shared/boardSight.ts';
import { ledgerPart } from '../../../shared/records/notification.ts';
import type { RecordKind } from '../../../shared/records/record.ts';
import type { Actor } from '../../../shared/roles.ts';
import { limitBody } from './bodyLimit.ts';
import { signedInOf } from './guards.ts';
import { idText, limit, readQuery } from './parameters.ts';
import type { HttpParts, Register } from './parts.ts';
import { sendProblem } from './problem.ts';

const MAX_RECEIPTS = 1024 * 1024;

const receipts = z.object({
  receipts: z
    .array(
      z.object({
        key: z.string().min(1).max(600),
        state: z.enum(['delivered', 'failed', 'acknowledged']),
        detail: z.string().max(500).nullable().default(null),
      }),
    )
    .max(10_000),
});

type Listed = Extract<RecordKind, 'notification' | 'planned' | 'keyCustomer'>;

export function mountNotices(register: Register, { board, notices, receipts: door, readBody, count }: HttpParts): void {
  function mine<K extends Listed>(kind: K, actor: Actor) {
    return actor.areas === null ? board.list(kind) : (board.changesSince(null, sightOver(actor)).upserts[kind] ?? []);
  }

  const lists: readonly (readonly [path: string, kind: Listed])[] = [
    ['/api/v1/notifications', 'notification'],
    ['/api/v1/planned-outages', 'planned'],
    ['/api/v1/key-customers', 'keyCustomer'],
  ];
  for (const [path, kind] of lists) {
    register('get', path, (request, response) => {
      const query = readQuery(request, response, { limit, after: idText.optional(), about: idText.optional() });
      if (!query) return;
      const { after, about } = query;
      const all = [...mine(kind, signedInOf(response).actor)]
        .filter((record) => about === undefined || ('about' in record && record.about === about))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .filter((record) => after === undefined || record.id > after);
      const items = all.slice(0, query.limit);
      response.json({ items, next: all.length > items.length ? (items.at(-1)?.id ?? null) : null });
    });
  }

  for (const [path, kind] of lists.slice(0, 2)) {
    register('get', `${path}/:id`, (request, response) => {
      const found = mine(kind, signedInOf(response).actor).find(({ id }) => id === String(request.params.id));
      if (found) response.json(found);
      else sendProblem(response, 'not-found', 'there is no such record');
    });
  }

  register('get', '/api/v1/notifications/:id/recipients', (request, response) => {
    const query = readQuery(request, response, { part: ledgerPart.optional(), limit, cursor: z.coerce.number().int().min(0).default(0) });
    if (!query) return;
    const id = String(request.params.id);
    const seen = mine('notification', signedInOf(response).actor).some((record) => record.id === id);
    const page = seen ? notices.recipients(id, query.part ?? null, query.cursor, query.limit) : null;
    if (page) response.json({ items: page.items, next: page.next === null ? null : String(page.next) });
    else sendProblem(response, 'not-found', 'there is no such notice');
  });

  register(
    'post',
    '/api/v1/receipts/:channel',
    async (request, response) => {
      const raw: unknown = request.body;
      const body = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
      const genuine = door.isGenuine(body, String(request.get('x-relight-time') ?? ''), String(request.get('x-relight-signature') ?? ''));
      if (!genuine) {
        count('receipt-signature');
        return sendProblem(response, 'receipt-signature', 'the receipt is not signed with the secret of this server, or is too old');
      }
      const read = readBody(body);
      const parsed = read.ok ? receipts.safeParse(read.value) : null;
      if (!parsed?.success) return sendProblem(response, 'parameter', 'receipts: a list of key and state');
      await door.take(parsed.data.receipts);
      return void response.json({ taken: parsed.data.receipts.length });
    },
    limitBody(MAX_RECEIPTS, count),
    express.raw({ type: 'application/json', limit: MAX_RECEIPTS }),
  );
}
