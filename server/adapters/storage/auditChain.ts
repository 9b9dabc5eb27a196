/** Links audit rows so that an edited, removed or reordered one is found (promise P17). */

import { createHash } from 'node:crypto';
import type { AuditHead, AuditNote } from '../../ports.ts';

export const emptyChain: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** What is linked: personal values only as salted hashes, so that erasing a person keeps the chain whole. */
export type LinkedRow = Omit<AuditNote, 'before' | 'after'> & {
  readonly sequence: number;
  readonly commit: number | null;
  readonly at: number;
  readonly beforeHash: string | null;
  readonly afterHash: string | null;
};

export const saltedHash = (salt: string, text: string | null): string | null =>
  text === null ? null : createHash('sha256').update(salt).update(text).digest('hex');

/** SHA-256 over the hash before and the row in one fixed order of fields. */
export function linkHash(previous: string, row: LinkedRow): string {
  const canonical = JSON.stringify([
    row.sequence,
    row.commit,
    row.at,
    row.who,
    row.role,
    row.session,
    row.from,
    row.action,
    row.object,
    row.reason,
    row.beforeHash,
    row.afterHash,
  ]);
  return createHash('sha256').update(previous).update(canonical).digest('hex');
}

export type ChainLink = { readonly row: LinkedRow; readonly hash: string; readonly salt: string };

/** The row that follows `head`. */
export function nextLink(head: AuditHead, note: AuditNote, at: number, commit: number | null, salt: string): ChainLink {
  const { before, after, ...rest } = note;
  const row = {
    ...rest,
    sequence: head.sequence + 1,
    commit,
    at,
    beforeHash: saltedHash(salt, before),
    afterHash: saltedHash(salt, after),
  };
  return { row, hash: linkHash(head.hash, row), salt };
}
