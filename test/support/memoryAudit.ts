/** An audit chain in memory, for the fake journal. */

import { createHash } from 'node:crypto';
import type { AuditFilter, AuditHead, AuditNote, AuditRow } from '../../server/ports.ts';

export type MemoryAudit = {
  add(at: number, commit: number | null, note: AuditNote): void;
  head(): AuditHead;
  rows(limit: number, before?: number, filter?: AuditFilter): readonly AuditRow[];
};

export function createMemoryAudit(): MemoryAudit {
  const rows: AuditRow[] = [];
  const head = (): AuditHead => ({ sequence: rows.length, hash: rows.at(-1)?.hash ?? '' });
  return {
    head,
    add(at, commit, note) {
      const hash = createHash('sha256')
        .update(`${head().hash}${JSON.stringify([at, commit, note])}`)
        .digest('hex');
      rows.push({ ...note, sequence: rows.length + 1, commit, at, hash });
    },
    rows: (limit, before = Number.POSITIVE_INFINITY, { who, action, object } = {}) =>
      rows
        .filter((row) => row.sequence < before)
        .filter((row) => (who === undefined || row.who === who) && (action === undefined || row.action === action))
        .filter((row) => object === undefined || row.object === object)
        .slice(-limit)
        .reverse(),
  };
}
