/** What checking a journal finds, and how the audit chain is followed row by row. */

import type { AuditHead } from '../../ports.ts';
import { emptyChain, type LinkedRow, linkHash, saltedHash } from './auditChain.ts';

export type Problem = {
  readonly where: 'file' | 'inbox' | 'facts' | 'counters' | 'audit';
  /** Commit number, audit sequence or null. */
  readonly row: number | null;
  readonly what: string;
};

export type Verification = {
  readonly ok: boolean;
  readonly journal: string;
  /** In the order of the checks, the first few of each; the first one names the first bad row. */
  readonly problems: readonly Problem[];
  readonly head: number;
  readonly inboxRows: number;
  readonly facts: number;
  readonly auditHead: AuditHead;
};

export type VerifyOptions = {
  /** Heads of the audit chain that were kept outside the database. */
  readonly heads?: readonly AuditHead[];
};

/** Collects problems and keeps only the first few of each kind. */
export function createProblems(mostOfEach = 20) {
  const problems: Problem[] = [];
  return {
    found: problems as readonly Problem[],
    add(where: Problem['where'], row: number | null, what: string): void {
      if (problems.filter((problem) => problem.where === where).length < mostOfEach) problems.push({ where, row, what });
    },
  };
}
export type Problems = ReturnType<typeof createProblems>;

export type StoredAudit = LinkedRow & {
  readonly hash: string;
  readonly salt: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

/** Follows the chain; rows come in the order of their sequence. */
export function createChainCheck(problems: Problems, heads: readonly AuditHead[]) {
  const expected = new Map(heads.map(({ sequence, hash }) => [sequence, hash]));
  let last = emptyChain;

  function see(row: StoredAudit): void {
    const { hash, salt, before, after, ...linked } = row;
    if (row.sequence !== last.sequence + 1) problems.add('audit', last.sequence + 1, 'is missing');
    else if (linkHash(last.hash, linked) !== hash)
      problems.add('audit', row.sequence, 'was changed, or a row before it was removed or moved');
    if (salt !== null && (saltedHash(salt, before) !== row.beforeHash || saltedHash(salt, after) !== row.afterHash)) {
      problems.add('audit', row.sequence, 'has other values than the chain says');
    }
    const outside = expected.get(row.sequence);
    if (outside !== undefined && outside !== hash) problems.add('audit', row.sequence, 'differs from the head kept outside the database');
    last = { sequence: row.sequence, hash };
  }

  /** `stored` is the head the database itself notes down. */
  function finish(stored: AuditHead): AuditHead {
    for (const head of [stored, ...heads]) {
      if (head.sequence > last.sequence)
        problems.add('audit', last.sequence + 1, `is missing: the chain once reached row ${head.sequence}`);
    }
    if (stored.sequence === last.sequence && stored.hash !== last.hash)
      problems.add('audit', last.sequence, 'is not the row the chain ended with');
    if (stored.sequence < last.sequence) problems.add('audit', stored.sequence + 1, 'was added outside the journal');
    return last;
  }

  return { see, finish };
}

/** "17 0ab3…" as the database notes its head down. */
export function parseHead(text: string | null): AuditHead {
  const [sequence, hash] = text?.split(' ') ?? [];
  return sequence && hash ? { sequence: Number(sequence), hash } : emptyChain;
}
