/** Reads the SQLite journal on a connection of its own. */

import type Database from 'better-sqlite3';
import type { AuditFilter, AuditRow, FactRow, InboxRow, Rejection } from '../../../ports.ts';
import type { Kept } from '../identity/identify.ts';
import type { DocumentLine } from '../operations.ts';
import { type PackedSnapshot, splitFlags } from '../reads.ts';

type StoredRow = {
  commit_no: number;
  type: InboxRow['type'];
  kind: string;
  topic: string;
  payload: Buffer;
  received_at: number;
  sender: string;
  broker: string;
  flags: string;
  decoded: string | null;
};
type StoredFact = { commit_no: number; ordinal: number; type: string; about: string | null; at: number; body: string };

// Larger than any key, so that "no cursor" and "before the cursor" are one statement.
const BEYOND = Number.MAX_SAFE_INTEGER;

const inboxRow = ({ commit_no, received_at, flags, ...row }: StoredRow): InboxRow => ({
  ...row,
  commit: commit_no,
  receivedAt: received_at,
  flags: splitFlags(flags),
});

const factRow = ({ commit_no, body, ...fact }: StoredFact): FactRow => ({ ...fact, commit: commit_no, body: JSON.parse(body) });

export type SqliteReads = ReturnType<typeof createSqliteReads>;

export function createSqliteReads(database: Database.Database) {
  const inboxColumns = 'commit_no, type, kind, topic, payload, received_at, sender, broker, flags, decoded';
  const rowsAfter = database.prepare<[number, number], StoredRow>(
    `SELECT ${inboxColumns} FROM inbox WHERE commit_no > ? ORDER BY commit_no LIMIT ?`,
  );
  const oneRow = database.prepare<[number], StoredRow>(`SELECT ${inboxColumns} FROM inbox WHERE commit_no = ?`);
  const command = database.prepare<[string], Kept>(
    'SELECT commit_no AS "commit", lower(hex(content)) AS contentHash FROM seen_commands WHERE id = ?',
  );
  const about = database.prepare<[string, number], StoredFact>(
    'SELECT * FROM facts WHERE about = ? ORDER BY commit_no DESC, ordinal DESC LIMIT ?',
  );
  const facts = database.prepare<[number, number], StoredFact>(
    'SELECT * FROM facts WHERE commit_no > ? ORDER BY commit_no, ordinal LIMIT ?',
  );
  const restOfRow = database.prepare<[number, number], StoredFact>(
    'SELECT * FROM facts WHERE commit_no = ? AND ordinal > ? ORDER BY ordinal',
  );
  const refused = database.prepare<[number, number], Rejection>(
    'SELECT id, at, topic, reason, detail, source, payload FROM quarantine WHERE id < ? ORDER BY id DESC LIMIT ?',
  );
  const snapshot = database.prepare<[], PackedSnapshot>(
    'SELECT commit_no AS "commit", taken_at AS takenAt, version, packed FROM snapshots ORDER BY commit_no DESC LIMIT 1',
  );
  const document = database.prepare<[string, string], { body: string }>('SELECT body FROM documents WHERE kind = ? AND id = ?');
  const documents = database.prepare<[string, number, string, number], DocumentLine>(
    'SELECT id, at, body FROM documents WHERE kind = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?',
  );
  const audit = database.prepare<Record<string, string | number | null>, AuditRow>(`
    SELECT sequence, commit_no AS "commit", at, who, role, session, origin AS "from", action, object, reason, before, after, hash
    FROM audit LEFT JOIN audit_values USING (sequence)
    WHERE sequence < :before AND (:who IS NULL OR who = :who) AND (:action IS NULL OR action = :action) AND (:object IS NULL OR object = :object)
    ORDER BY sequence DESC LIMIT :limit`);

  return {
    inboxAfter: (commit: number, limit: number): readonly InboxRow[] => rowsAfter.all(commit, limit).map(inboxRow),
    inboxRow(commit: number): InboxRow | null {
      const row = oneRow.get(commit);
      return row ? inboxRow(row) : null;
    },
    command: (key: string): Kept | null => command.get(key) ?? null,
    factsAbout: (record: string, limit: number): readonly FactRow[] => about.all(record, limit).reverse().map(factRow),
    factsAfter(commit: number, limit: number): readonly FactRow[] {
      const found = facts.all(commit, limit);
      const last = found.at(-1);
      return (last && found.length === limit ? [...found, ...restOfRow.all(last.commit_no, last.ordinal)] : found).map(factRow);
    },
    rejections: (limit: number, before: number = BEYOND): readonly Rejection[] => refused.all(before, limit),
    latestSnapshot: (): PackedSnapshot | null => snapshot.get() ?? null,
    document: (kind: string, id: string): string | null => document.get(kind, id)?.body ?? null,
    documents: (kind: string, limit: number, before: { at: number; id: string } = { at: BEYOND, id: '' }): readonly DocumentLine[] =>
      documents.all(kind, before.at, before.id, limit),
    auditRows: (
      limit: number,
      before: number = BEYOND,
      { who = null, action = null, object = null }: Nullable<AuditFilter> = {},
    ): readonly AuditRow[] => audit.all({ before, limit, who, action, object }),
  };
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };
