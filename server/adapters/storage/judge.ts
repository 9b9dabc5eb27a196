/** Turns entries into rows, refusals and counts; the same for every storage technology. */

import { createHash } from 'node:crypto';
import type { AppendOutcome, AuditNote, JournalEntry } from '../../ports.ts';
import type { IdentityBook } from './identity/book.ts';
import { identify, type Known } from './identity/identify.ts';
import { addTo, REASON } from './tally.ts';

export type NewRow = {
  readonly commit: number;
  readonly type: 'message' | 'command' | 'tick' | 'internal';
  readonly kind: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly receivedAt: number;
  readonly sender: string;
  readonly broker: string;
  readonly flags: readonly string[];
  readonly decoded: string | null;
  readonly audit: AuditNote | null;
};

export type NewRejection = {
  readonly at: number;
  readonly topic: string;
  readonly reason: string;
  readonly detail: string;
  readonly source: string | null;
  readonly sender: string;
  readonly payload: Uint8Array;
};

export interface RowSink {
  inbox(row: NewRow): void;
  rejection(row: NewRejection): void;
}

type Ledger = {
  readonly book: IdentityBook;
  readonly sink: RowSink;
  readonly tally: Map<string, number>;
  /** Hands out the next commit number. */
  readonly nextCommit: () => number;
};

type MessageEntry = Extract<JournalEntry, { type: 'message' }>;
type OwnEntry = Extract<JournalEntry, { type: 'command' | 'tick' | 'internal' }>;

export function judge(entry: JournalEntry, ledger: Ledger): AppendOutcome {
  switch (entry.type) {
    case 'message':
      return judgeMessage(entry, ledger);
    case 'command':
    case 'tick':
    case 'internal':
      return judgeOwn(entry, ledger);
    case 'rejection':
      reject({ ...entry, at: entry.receivedAt }, ledger);
      addTo(ledger.tally, 'rejected');
      return { outcome: 'rejected' };
  }
}

function judgeMessage(entry: MessageEntry, ledger: Ledger): AppendOutcome {
  const { book, sink, tally, nextCommit } = ledger;
  const event = entry.identity;
  const known = lookUp(entry, book);
  const verdict = identify(event, known);
  switch (verdict.verdict) {
    case 'duplicate':
      addTo(tally, 'duplicates');
      addTo(tally, `${REASON}duplicate`);
      return { outcome: 'duplicate', commit: verdict.commit };
    case 'conflict': {
      const detail = `differs from the event kept as row ${verdict.commit}`;
      reject({ ...entry, at: entry.receivedAt, reason: verdict.reason, detail, source: event.source }, ledger);
      addTo(tally, 'duplicates');
      addTo(tally, 'conflicts');
      return { outcome: 'conflict', commit: verdict.commit, reason: verdict.reason };
    }
    case 'new': {
      const commit = nextCommit();
      const kept = { commit, contentHash: event.contentHash };
      if (verdict.source && verdict.source !== known.source) book.keepSource(event.source, verdict.source);
      if (event.seq !== null && verdict.epoch !== null)
        book.keepSighting(event.source, event.seq, { commit, contentHash: event.contentHash, epoch: verdict.epoch });
      if (event.eventId !== null) book.keepEvent(event.eventId, kept);
      if (event.seq === null && event.eventId === null) book.keepContent(event.contentHash, commit);
      const flags = verdict.flags.length === 0 ? entry.flags : [...entry.flags, ...verdict.flags];
      const { type, kind, topic, payload, receivedAt, sender, broker, decoded } = entry;
      sink.inbox({ commit, type, kind, topic, payload, receivedAt, sender, broker, flags, decoded, audit: null });
      addTo(tally, 'accepted');
      for (const flag of flags) addTo(tally, REASON + flag);
      return { outcome: 'committed', commit, flags };
    }
  }
}

function lookUp({ identity: event }: MessageEntry, book: IdentityBook): Known {
  const source = book.source(event.source);
  // A number above all others of a source that never restarted cannot have been seen; this spares most look-ups.
  const unseen = event.seq === null || !source || (source.lastEpoch === 1 && event.seq > source.current.highestSeq);
  return {
    source,
    sameSeq: unseen || event.seq === null ? [] : book.sightings(event.source, event.seq),
    sameEventId: event.eventId === null ? null : book.event(event.eventId),
    sameContent: event.seq === null && event.eventId === null ? book.content(event.contentHash) : null,
  };
}

/** What two commands with the same key are compared by. */
export const commandHash = (payload: Uint8Array): string => createHash('sha256').update(payload).digest('hex').slice(0, 32);

function judgeOwn(entry: OwnEntry, ledger: Ledger): AppendOutcome {
  const { book, sink, nextCommit } = ledger;
  if (entry.key === null) {
    const commit = nextCommit();
    sink.inbox({ ...entry, commit, broker: '', flags: [], decoded: null, audit: entry.audit ?? null });
    return { outcome: 'committed', commit, flags: [] };
  }
  const contentHash = commandHash(entry.payload);
  const known = book.command(entry.key);
  if (known?.contentHash === contentHash) return { outcome: 'duplicate', commit: known.commit };
  if (known) {
    const reason = 'idempotency-conflict';
    const detail = `the same id asked for something else in row ${known.commit}`;
    reject({ ...entry, at: entry.receivedAt, reason, detail, source: null }, ledger);
    return { outcome: 'conflict', commit: known.commit, reason };
  }
  const commit = nextCommit();
  book.keepCommand(entry.key, { commit, contentHash });
  sink.inbox({ ...entry, commit, broker: '', flags: [], decoded: null, audit: entry.audit ?? null });
  return { outcome: 'committed', commit, flags: [] };
}

function reject(rejection: NewRejection, { sink, tally }: Ledger): void {
  sink.rejection(rejection);
  addTo(tally, 'quarantined');
  addTo(tally, REASON + rejection.reason);
}
