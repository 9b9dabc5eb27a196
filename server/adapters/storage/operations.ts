/** What the journal asks of a storage technology: writes that share a transaction, and the state to go on from. */

import type { AppendOutcome, AuditHead, AuditNote, JournalEntry } from '../../ports.ts';
import type { Tally } from './tally.ts';

/** A fact ready to store: its body is JSON text. */
export type FactLine = {
  readonly commit: number;
  readonly ordinal: number;
  readonly type: string;
  readonly about: string | null;
  readonly at: number;
  readonly body: string;
};

export type DocumentLine = { readonly id: string; readonly at: number; readonly body: string };

export type Write =
  | { readonly write: 'append'; readonly entries: readonly JournalEntry[] }
  | { readonly write: 'record'; readonly facts: readonly FactLine[]; readonly appliedUpTo: number }
  | { readonly write: 'snapshot'; readonly commit: number; readonly takenAt: number; readonly version: string; readonly packed: Uint8Array }
  | { readonly write: 'documents'; readonly kind: string; readonly documents: readonly DocumentLine[] }
  | { readonly write: 'audit'; readonly at: number; readonly notes: readonly AuditNote[] }
  | { readonly write: 'attempt'; readonly commit: number }
  | { readonly write: 'set-aside'; readonly commit: number; readonly reason: string; readonly detail: string }
  | { readonly write: 'ignored'; readonly counts: Tally }
  /** One bounded step of forgetting; `count` answers how many rows went, `more` whether another step has work. */
  | { readonly write: 'forget'; readonly what: 'inbox' | 'identities'; readonly before: number; readonly limit: number };

export type Written =
  | { readonly written: true; readonly outcomes: readonly AppendOutcome[]; readonly count: number; readonly more?: boolean }
  /** This write alone could not be stored, because of what it holds. */
  | { readonly written: false; readonly why: string };

/** What one transaction changed in the figures kept in memory. */
export type Committed = {
  readonly results: readonly Written[];
  readonly head: number;
  readonly appliedUpTo: number;
  readonly auditHead: AuditHead;
  readonly tally: Tally;
};

export type StoreState = {
  readonly journal: string;
  readonly head: number;
  readonly appliedUpTo: number;
  readonly auditHead: AuditHead;
  readonly totals: Tally;
};

/** One storage technology. Every promise rejects when nothing could be stored. */
export interface Store {
  /** One transaction; settles after the bytes are synced. */
  commit(writes: readonly Write[]): Promise<Committed>;
  /** Starts over after a failure: reopens, makes sure the disk holds what it shows, and writes a test row. */
  recover(): Promise<StoreState>;
  close(): Promise<void>;
}

export const weightOf = (write: Write): number => {
  switch (write.write) {
    case 'append':
      return write.entries.length;
    case 'record':
      return write.facts.length;
    case 'documents':
      return write.documents.length;
    case 'forget':
      return write.limit;
    case 'audit':
    case 'snapshot':
    case 'attempt':
    case 'set-aside':
    case 'ignored':
      return 1;
  }
};
