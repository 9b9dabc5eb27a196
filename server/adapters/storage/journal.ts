/** The journal over any storage technology: numbering, totals and recording state in memory, rows in the store. */

import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type { AppendOutcome, FactRow, Journal, MessageTotals } from '../../ports.ts';
import { createGroupCommit } from './groupCommit.ts';
import { commandHash } from './judge.ts';
import type { FactLine, Store, StoreState, Write, Written } from './operations.ts';
import type { Reads } from './reads.ts';
import { addAll, addTo, REASON } from './tally.ts';

export type JournalSettings = {
  /** Rows in one transaction. */
  readonly mostRows?: number;
  /** Pause between attempts to record again, promise P12. */
  readonly retryMs?: number;
  /** A commit that takes longer shows as "not recording". */
  readonly stallMs?: number;
};

const squeeze = promisify(gzip);
const unsqueeze = promisify(gunzip);

// Counts of what was deliberately not kept are no promise; once a second is often enough.
const IGNORED_EVERY_MS = 1_000;
const FORGET_ROWS = 2_000;

const factLine = ({ body, ...fact }: FactRow): FactLine => ({ ...fact, body: JSON.stringify(body ?? null) });

export function createJournal(store: Store, reads: Reads, opened: StoreState, settings: JournalSettings): Journal {
  let { head, appliedUpTo, auditHead } = opened;
  let totals = new Map(opened.totals);
  let ignored = new Map<string, number>();
  let ignoredTimer: NodeJS.Timeout | null = null;

  const group = createGroupCommit({
    store,
    mostRows: settings.mostRows ?? 500,
    retryMs: settings.retryMs ?? 5_000,
    stallMs: settings.stallMs ?? 3_000,
    onCommitted(committed) {
      ({ head, appliedUpTo, auditHead } = committed);
      addAll(totals, committed.tally);
    },
    onRecovered(state) {
      ({ head, appliedUpTo, auditHead } = state);
      totals = new Map(state.totals);
    },
  });

  /** Rejects when this write could not be stored. */
  async function write(asked: Write): Promise<Extract<Written, { written: true }>> {
    const written = await group.write(asked);
    if (written.written) return written;
    throw new Error(`could not be stored: ${written.why}`);
  }

  async function flushIgnored(): Promise<void> {
    if (ignoredTimer) clearTimeout(ignoredTimer);
    ignoredTimer = null;
    const counts = ignored;
    if (counts.size === 0) return;
    ignored = new Map();
    try {
      await write({ write: 'ignored', counts });
    } catch {
      addAll(ignored, counts);
    }
  }

  async function forget(what: 'inbox' | 'identities', before: number): Promise<number> {
    let count = 0;
    for (;;) {
      const step = await write({ write: 'forget', what, before, limit: FORGET_ROWS });
      count += step.count;
      if (!step.more) return count;
    }
  }

  const total = (name: string): number => (totals.get(name) ?? 0) + (ignored.get(name) ?? 0);

  return {
    id: opened.journal,
    head: () => head,
    appliedUpTo: () => appliedUpTo,
    auditHead: () => auditHead,
    async append(entries): Promise<readonly AppendOutcome[]> {
      return entries.length === 0 ? [] : (await write({ write: 'append', entries })).outcomes;
    },
    countIgnored(reason) {
      addTo(ignored, 'ignored');
      addTo(ignored, REASON + reason);
      ignoredTimer ??= setTimeout(() => void flushIgnored(), IGNORED_EVERY_MS).unref();
    },
    async findCommand(key, payload) {
      const kept = await reads.command(key);
      return kept && { outcome: kept.contentHash === commandHash(payload) ? 'duplicate' : 'conflict', commit: kept.commit };
    },
    async beginAttempt(commit) {
      return (await write({ write: 'attempt', commit })).count;
    },
    async setAside(commit, reason, detail) {
      await write({ write: 'set-aside', commit, reason, detail });
    },
    async record(facts, upTo) {
      await write({ write: 'record', facts: facts.map(factLine), appliedUpTo: upTo });
    },
    inboxAfter: reads.inboxAfter,
    inboxRow: reads.inboxRow,
    factsAbout: reads.factsAbout,
    factsAfter: reads.factsAfter,
    async rejections(limit, before) {
      return { total: total('quarantined'), items: await reads.rejections(limit, before) };
    },
    totals(): MessageTotals {
      const [accepted, duplicates, rejected] = [total('accepted'), total('duplicates'), total('rejected')];
      return { received: accepted + duplicates + rejected, accepted, duplicates, rejected, ignored: total('ignored') };
    },
    reasons() {
      const names = new Set([...totals.keys(), ...ignored.keys()].filter((name) => name.startsWith(REASON)));
      return new Map([...names].map((name) => [name.slice(REASON.length), total(name)]));
    },
    async saveSnapshot({ commit, takenAt, version, state }) {
      const packed = await squeeze(state, { level: constants.Z_BEST_SPEED });
      await write({ write: 'snapshot', commit, takenAt, version, packed });
    },
    async latestSnapshot() {
      const found = await reads.latestSnapshot();
      if (!found) return null;
      const { packed, ...snapshot } = found;
      return { ...snapshot, state: await unsqueeze(packed) };
    },
    async putDocuments(kind, documents) {
      if (documents.length > 0) await write({ write: 'documents', kind, documents });
    },
    document: reads.document,
    documents: (kind, limit, before) => reads.documents(kind, limit, before),
    async appendAudit(at, notes) {
      if (notes.length > 0) await write({ write: 'audit', at, notes });
    },
    auditRows: (limit, before, filter) => reads.auditRows(limit, before, filter ?? {}),
    async compact({ inboxBefore, identitiesBefore }) {
      return { inbox: await forget('inbox', inboxBefore), identities: await forget('identities', identitiesBefore) };
    },
    recording: group.recording,
    onRecordingChange: group.onRecordingChange,
    async close() {
      await flushIgnored();
      await group.stop();
      await reads.close();
      await store.close();
    },
  };
}
