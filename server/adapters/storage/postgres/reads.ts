/** Reads the PostgreSQL journal on connections of its own. */

import type { Pool } from 'pg';
import type { AuditRow, FactRow, InboxRow, Rejection } from '../../../ports.ts';
import type { Kept } from '../identity/identify.ts';
import type { DocumentLine } from '../operations.ts';
import { type PackedSnapshot, type Reads, splitFlags } from '../reads.ts';

type StoredRow = Omit<InboxRow, 'flags'> & { readonly flags: string };
type StoredFact = Omit<FactRow, 'body'> & { readonly body: string };

const inboxColumns = 'commit_no AS "commit", type, kind, topic, payload, received_at AS "receivedAt", sender, broker, flags, decoded';
const factColumns = 'commit_no AS "commit", ordinal, type, about, at, body';
const BEYOND = Number.MAX_SAFE_INTEGER;

const inboxRow = ({ flags, ...row }: StoredRow): InboxRow => ({ ...row, flags: splitFlags(flags) });
const factRow = ({ body, ...fact }: StoredFact): FactRow => ({ ...fact, body: JSON.parse(body) });

export function createPostgresReads(pool: Pool): Reads {
  async function all<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return (await pool.query<Row & Record<string, unknown>>(sql, [...values])).rows;
  }
  async function one<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<Row | null> {
    return (await all<Row>(sql, ...values))[0] ?? null;
  }

  return {
    async inboxAfter(commit, limit) {
      const rows = await all<StoredRow>(
        `SELECT ${inboxColumns} FROM inbox WHERE commit_no > $1 ORDER BY commit_no LIMIT $2`,
        commit,
        limit,
      );
      return rows.map(inboxRow);
    },
    async inboxRow(commit) {
      const row = await one<StoredRow>(`SELECT ${inboxColumns} FROM inbox WHERE commit_no = $1`, commit);
      return row && inboxRow(row);
    },
    command: (key) =>
      one<Kept>(`SELECT commit_no AS "commit", encode(content, 'hex') AS "contentHash" FROM seen_commands WHERE id = $1`, key),
    async factsAbout(about, limit) {
      const newest = `SELECT ${factColumns} FROM facts WHERE about = $1 ORDER BY commit_no DESC, ordinal DESC LIMIT $2`;
      return (await all<StoredFact>(newest, about, limit)).toReversed().map(factRow);
    },
    async factsAfter(commit, limit) {
      const wholeRows = `SELECT ${factColumns} FROM facts WHERE commit_no > $1 AND commit_no <= coalesce(
        (SELECT commit_no FROM facts WHERE commit_no > $1 ORDER BY commit_no, ordinal LIMIT 1 OFFSET $2 - 1), ${BEYOND}) ORDER BY commit_no, ordinal`;
      return (await all<StoredFact>(wholeRows, commit, limit)).map(factRow);
    },
    rejections: (limit, before = BEYOND) =>
      all<Rejection>(
        'SELECT id, at, topic, reason, detail, source, payload FROM quarantine WHERE id < $1 ORDER BY id DESC LIMIT $2',
        before,
        limit,
      ),
    latestSnapshot: () =>
      one<PackedSnapshot>(
        'SELECT commit_no AS "commit", taken_at AS "takenAt", version, packed FROM snapshots ORDER BY commit_no DESC LIMIT 1',
      ),
    async document(kind, id) {
      return (await one<{ body: string }>('SELECT body FROM documents WHERE kind = $1 AND id = $2', kind, id))?.body ?? null;
    },
    documents: (kind, limit, before = { at: BEYOND, id: '' }) =>
      all<DocumentLine>(
        'SELECT id, at, body FROM documents WHERE kind = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT $4',
        kind,
        before.at,
        before.id,
        limit,
      ),
    auditRows: (limit, before = BEYOND, { who = null, action = null, object = null }) =>
      all<AuditRow>(
        `SELECT sequence, commit_no AS "commit", at, who, role, session, origin AS "from", action, object, reason, before, after, hash
         FROM audit LEFT JOIN audit_values USING (sequence)
         WHERE sequence < $1 AND ($2::text IS NULL OR who = $2) AND ($3::text IS NULL OR action = $3) AND ($4::text IS NULL OR object = $4)
         ORDER BY sequence DESC LIMIT $5`,
        before,
        who,
        action,
        object,
        limit,
      ),
    close: () => pool.end(),
  };
}
