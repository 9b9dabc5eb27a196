/** Writes inbox, refused and audit rows, and keeps the head of the audit chain. */

import { createHash, randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { AuditHead, AuditNote } from '../../../ports.ts';
import { emptyChain, nextLink } from '../auditChain.ts';
import type { NewRejection, NewRow, RowSink } from '../judge.ts';
import { addTo } from '../tally.ts';

/** Refused payloads are kept up to this size, with the hash of the whole. */
const KEPT_PAYLOAD_BYTES = 8_192;

type Value = string | number | Uint8Array | null;

export type SqliteRows = RowSink & {
  audit(note: AuditNote, at: number, commit: number | null): number;
  auditHead(): AuditHead;
  /** Reads again what a transaction that was rolled back may have changed. */
  reload(): void;
};

export function createSqliteRows(database: Database.Database, mostRejections: number, tally: () => Map<string, number>): SqliteRows {
  const insertRow = database.prepare<Value[]>('INSERT INTO inbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertRejection = database.prepare<Value[]>(
    'INSERT INTO quarantine (at, topic, reason, detail, source, sender, payload, bytes, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const dropRejections = database.prepare<[number]>('DELETE FROM quarantine WHERE id <= ?');
  const insertAudit = database.prepare<Value[]>('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertValues = database.prepare<Value[]>('INSERT INTO audit_values VALUES (?, ?, ?, ?)');
  const readHead = database.prepare<[], AuditHead>('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1');
  const keepHead = database.prepare<[string]>(
    "INSERT INTO meta VALUES ('audit-head', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
  );
  let head = readHead.get() ?? emptyChain;

  function audit(note: AuditNote, at: number, commit: number | null): number {
    const { row, hash, salt } = nextLink(head, note, at, commit, randomBytes(16).toString('hex'));
    const who = [row.who, row.role, row.session, row.from];
    insertAudit.run(row.sequence, commit, at, ...who, row.action, row.object, row.reason, row.beforeHash, row.afterHash, hash);
    if (note.before !== null || note.after !== null) insertValues.run(row.sequence, salt, note.before, note.after);
    head = { sequence: row.sequence, hash };
    keepHead.run(`${row.sequence} ${hash}`);
    return row.sequence;
  }

  function inbox(row: NewRow): void {
    const link = row.audit ? audit(row.audit, row.receivedAt, row.commit) : null;
    const { commit, type, kind, topic, payload, receivedAt, sender, broker, flags, decoded } = row;
    insertRow.run(commit, type, kind, topic, payload, receivedAt, sender, broker, flags.join(','), decoded, link);
  }

  function rejection(row: NewRejection): void {
    const { at, topic, reason, detail, source, sender, payload } = row;
    const sha256 = createHash('sha256').update(payload).digest();
    const kept = payload.subarray(0, KEPT_PAYLOAD_BYTES);
    const { lastInsertRowid } = insertRejection.run(at, topic, reason, detail, source, sender, kept, payload.byteLength, sha256);
    const { changes } = dropRejections.run(Number(lastInsertRowid) - mostRejections);
    if (changes > 0) addTo(tally(), 'quarantine-dropped', changes);
  }

  return {
    inbox,
    rejection,
    audit,
    auditHead: () => head,
    reload() {
      head = readHead.get() ?? emptyChain;
    },
  };
}
