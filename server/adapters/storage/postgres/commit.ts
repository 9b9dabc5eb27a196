/** Carries out a group of writes as one PostgreSQL transaction. */

import { createHash, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import type { AuditHead, AuditNote } from '../../../ports.ts';
import { nextLink } from '../auditChain.ts';
import { judge, type NewRejection, type NewRow } from '../judge.ts';
import type { Committed, Write, Written } from '../operations.ts';
import { addAll, addTo, REASON } from '../tally.ts';
import { parseHead } from '../verifying.ts';
import { openPostgresBook, type SourceMemory } from './book.ts';
import { createBulk } from './bulk.ts';
import { forget } from './forget.ts';

const KEPT_PAYLOAD_BYTES = 8_192;
const HOUR_MS = 3_600_000;

type HeadRow = { next: number; applied_up_to: number; audit_head: string };

/** PostgreSQL keeps no NUL in text; a refusal must be kept all the same. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD');

export type CommitContext = {
  readonly client: Client;
  readonly memory: SourceMemory;
  /** Fencing token: another value in the head row means another server writes now. */
  readonly token: number;
  readonly batch: string;
  readonly mostRejections: number;
};

/** Everything between BEGIN and COMMIT. */
export async function writeGroup(writes: readonly Write[], context: CommitContext): Promise<Committed> {
  const { client, token, batch } = context;
  const locked = await client.query<HeadRow>('SELECT next, applied_up_to, audit_head FROM journal_head WHERE token = $1 FOR UPDATE', [
    token,
  ]);
  const start = locked.rows[0];
  if (!start) throw new Error('another Relight has taken over the journal');
  let head = start.next - 1;
  let appliedUpTo = start.applied_up_to;
  let auditHead: AuditHead = parseHead(start.audit_head);
  const tally = new Map<string, number>();
  const text = 'text' as const;
  const [bigint, bytea] = ['bigint' as const, 'bytea' as const];
  const beside = { received_at: bigint, sender: text, broker: text, flags: text, decoded: text, audit: bigint };
  const inbox = createBulk('inbox', { commit_no: bigint, type: text, kind: text, topic: text, payload: bytea, ...beside });
  const refusal = { topic: text, reason: text, detail: text, source: text, sender: text, payload: bytea, bytes: bigint, sha256: bytea };
  const quarantine = createBulk('quarantine', { at: bigint, ...refusal });
  const who = { who: text, role: text, session: text, origin: text };
  const what = { action: text, object: text, reason: text, before_hash: text, after_hash: text, hash: text };
  const audit = createBulk('audit', { sequence: bigint, commit_no: bigint, at: bigint, ...who, ...what });
  const values = createBulk('audit_values', { sequence: bigint, salt: text, before: text, after: text });
  const hours = createBulk('hours', { at: bigint, commit_no: bigint }, 'ON CONFLICT DO NOTHING');
  const entries = writes.flatMap((write) => (write.write === 'append' ? write.entries : []));
  const book = await openPostgresBook(client, context.memory, entries);
  const newestHour = await client.query<{ at: number | null }>('SELECT max(at) AS at FROM hours');
  let hour = (newestHour.rows[0]?.at ?? 0) / HOUR_MS;
  let refusals = 0;

  function link(note: AuditNote, at: number, commit: number | null): number {
    const { row, hash, salt } = nextLink(auditHead, note, at, commit, randomBytes(16).toString('hex'));
    const { sequence, beforeHash, afterHash } = row;
    audit.add(
      sequence,
      commit,
      at,
      row.who,
      row.role,
      row.session,
      row.from,
      row.action,
      row.object,
      row.reason,
      beforeHash,
      afterHash,
      hash,
    );
    if (note.before !== null || note.after !== null) values.add(sequence, salt, note.before, note.after);
    auditHead = { sequence, hash };
    return sequence;
  }

  const sink = {
    inbox({ commit, type, kind, topic, payload, receivedAt, sender, broker, flags, decoded, audit: note }: NewRow): void {
      const linked = note ? link(note, receivedAt, commit) : null;
      inbox.add(commit, type, kind, topic, payload, receivedAt, sender, broker, flags.join(','), decoded, linked);
    },
    rejection({ at, topic, reason, detail, source, sender, payload }: NewRejection): void {
      const sha256 = createHash('sha256').update(payload).digest();
      const texts = [withoutNul(topic), reason, withoutNul(detail), source && withoutNul(source), withoutNul(sender)];
      quarantine.add(at, ...texts, payload.subarray(0, KEPT_PAYLOAD_BYTES), payload.byteLength, sha256);
      refusals += 1;
    },
  };
  const nextCommit = (): number => {
    head += 1;
    return head;
  };

  function append(write: Extract<Write, { write: 'append' }>): Written {
    const outcomes = write.entries.map((entry) => {
      const now = Math.floor(entry.receivedAt / HOUR_MS);
      if (now > hour) {
        hours.add(now * HOUR_MS, head);
        hour = now;
      }
      return judge(entry, { book, sink, tally, nextCommit });
    });
    return { written: true, outcomes, count: outcomes.length };
  }

  const done = (count = 0): Written => ({ written: true, outcomes: [], count });

  async function carryOut(write: Write): Promise<Written> {
    switch (write.write) {
      case 'append':
        return append(write);
      case 'record': {
        const columns = { commit_no: bigint, ordinal: 'integer' as const, type: text, about: text, at: bigint, body: text };
        const facts = createBulk('facts', columns, 'ON CONFLICT DO NOTHING');
        for (const { commit, ordinal, type, about, at, body } of write.facts) facts.add(commit, ordinal, type, about, at, body);
        await facts.insert(client);
        if (write.appliedUpTo > appliedUpTo) {
          appliedUpTo = write.appliedUpTo;
          await client.query('DELETE FROM attempts WHERE commit_no <= $1', [appliedUpTo]);
        }
        return done(write.facts.length);
      }
      case 'snapshot': {
        const update = 'taken_at = excluded.taken_at, version = excluded.version, packed = excluded.packed';
        await client.query(`INSERT INTO snapshots VALUES ($1, $2, $3, $4) ON CONFLICT (commit_no) DO UPDATE SET ${update}`, [
          write.commit,
          write.takenAt,
          write.version,
          write.packed,
        ]);
        await client.query(
          'DELETE FROM snapshots WHERE commit_no NOT IN (SELECT commit_no FROM snapshots ORDER BY commit_no DESC LIMIT 2)',
        );
        return done();
      }
      case 'documents': {
        const update = 'ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at, body = excluded.body';
        const lines = createBulk('documents', { kind: text, id: text, at: bigint, body: text }, update);
        // One statement cannot touch a row twice: the last of the same id is the one that stays.
        for (const { id, at, body } of new Map(write.documents.map((line) => [line.id, line])).values())
          lines.add(write.kind, id, at, body);
        await lines.insert(client);
        return done(write.documents.length);
      }
      case 'audit':
        for (const note of write.notes) link(note, write.at, null);
        return done(write.notes.length);
      case 'attempt': {
        const counted = await client.query<{ count: number }>(
          'INSERT INTO attempts VALUES ($1, 1) ON CONFLICT (commit_no) DO UPDATE SET count = attempts.count + 1 RETURNING count',
          [write.commit],
        );
        return done(counted.rows[0]?.count ?? 0);
      }
      case 'set-aside':
        return setAside(write);
      case 'ignored':
        addAll(tally, write.counts);
        return done();
      case 'forget':
        return { written: true, outcomes: [], ...(await forget(client, write, tally)) };
    }
  }

  async function setAside({ commit, reason, detail }: Extract<Write, { write: 'set-aside' }>): Promise<Written> {
    const found = await client.query<{ type: string; topic: string; sender: string; payload: Buffer; received_at: number; flags: string }>(
      'SELECT type, topic, sender, payload, received_at, flags FROM inbox WHERE commit_no = $1',
      [commit],
    );
    const row = found.rows[0];
    if (!row) return { written: false, why: `there is no row ${commit}` };
    const flags = row.flags === '' ? [] : row.flags.split(',');
    if (flags.includes('set-aside')) return done();
    await client.query('UPDATE inbox SET flags = $1 WHERE commit_no = $2', [[...flags, 'set-aside', reason].join(','), commit]);
    sink.rejection({ at: row.received_at, topic: row.topic, reason, detail, source: null, sender: row.sender, payload: row.payload });
    if (row.type === 'message') {
      addTo(tally, 'accepted', -1);
      addTo(tally, 'rejected');
    }
    for (const name of ['set-aside', 'quarantined', REASON + reason]) addTo(tally, name);
    return done();
  }

  const results: Written[] = [];
  for (const write of writes) results.push(await carryOut(write));
  for (const bulk of [inbox, quarantine, audit, values, hours]) await bulk.insert(client);
  await book.flush(client);
  if (refusals > 0) {
    const dropped = await client.query('DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - $1', [
      context.mostRejections,
    ]);
    if (dropped.rowCount) addTo(tally, 'quarantine-dropped', dropped.rowCount);
  }
  const counters = createBulk(
    'counters',
    { name: text, value: bigint },
    'ON CONFLICT (name) DO UPDATE SET value = counters.value + excluded.value',
  );
  for (const [name, by] of tally) counters.add(name, by);
  await counters.insert(client);
  const moved = await client.query(
    'UPDATE journal_head SET next = $1, applied_up_to = $2, audit_head = $3, last_batch = $4 WHERE token = $5',
    [head + 1, appliedUpTo, auditHead.sequence === 0 ? '' : `${auditHead.sequence} ${auditHead.hash}`, batch, token],
  );
  if (moved.rowCount !== 1) throw new Error('another Relight has taken over the journal');
  return { results, head, appliedUpTo, auditHead, tally };
}
