/** Forgets old inbox rows and identities in PostgreSQL, a bounded step at a time. */

import type { Client } from 'pg';
import type { Write } from '../operations.ts';
import { addTo } from '../tally.ts';

type Forget = Extract<Write, { write: 'forget' }>;

const identityTables = ['seen_seqs', 'seen_events', 'seen_contents', 'seen_commands'];

export async function forget(
  client: Client,
  { what, before, limit }: Forget,
  tally: Map<string, number>,
): Promise<{ count: number; more: boolean }> {
  const found = await client.query<{ commit_no: number | null }>('SELECT max(commit_no) AS commit_no FROM hours WHERE at <= $1', [before]);
  const upTo = found.rows[0]?.commit_no ?? 0;
  if (upTo === 0) return { count: 0, more: false };
  return what === 'inbox' ? forgetInbox(client, upTo, limit, tally) : forgetIdentities(client, upTo, limit);
}

async function forgetInbox(
  client: Client,
  upTo: number,
  limit: number,
  tally: Map<string, number>,
): Promise<{ count: number; more: boolean }> {
  const dropped = await client.query<{ commit_no: number; type: string; flags: string }>(
    `DELETE FROM inbox WHERE commit_no IN (
       SELECT commit_no FROM inbox
       WHERE commit_no <= least($1, (SELECT coalesce(min(commit_no), 0) FROM snapshots), (SELECT applied_up_to FROM journal_head))
       ORDER BY commit_no LIMIT $2)
     RETURNING commit_no, type, flags`,
    [upTo, limit],
  );
  const messages = dropped.rows.filter(({ type, flags }) => type === 'message' && !flags.split(',').includes('set-aside')).length;
  if (messages > 0) addTo(tally, 'forgotten-messages', messages);
  const last = dropped.rows.reduce((highest, { commit_no }) => Math.max(highest, commit_no), 0);
  if (last > 0) await client.query('UPDATE journal_head SET forgotten_up_to = $1', [last]);
  return { count: dropped.rows.length, more: dropped.rows.length === limit };
}

async function forgetIdentities(client: Client, upTo: number, limit: number): Promise<{ count: number; more: boolean }> {
  let count = 0;
  for (const table of identityTables) {
    const dropped = await client.query(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE commit_no <= $1 LIMIT $2))`,
      [upTo, limit - count],
    );
    count += dropped.rowCount ?? 0;
    if (count >= limit) break;
  }
  return { count, more: count >= limit };
}
