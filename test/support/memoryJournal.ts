/** A whole journal in memory, for tests that need the port and not the disk. */

import type { AppendOutcome, FactRow, InboxRow, Journal, JournalEntry, Rejection, Snapshot } from '../../server/ports.ts';
import { createEventIndex } from './eventIndex.ts';
import { createMemoryAudit } from './memoryAudit.ts';

export type MemoryJournal = Journal & {
  readonly rows: readonly InboxRow[];
  /** From now on nothing can be recorded, or again. */
  setRecording(recording: boolean): void;
  /** Holds every append back until the returned function is called. */
  hold(): () => void;
};

type Totals = { received: number; accepted: number; duplicates: number; rejected: number; ignored: number };

/** Whole rows only: the facts of the last row taken are all there. */
function factsAfter(facts: readonly FactRow[], commit: number, limit: number): FactRow[] {
  const later = facts.filter((fact) => fact.commit > commit);
  const last = later[limit - 1]?.commit ?? Number.POSITIVE_INFINITY;
  return later.filter((fact) => fact.commit <= last);
}

export function createMemoryJournal(): MemoryJournal {
  const rows: InboxRow[] = [];
  const facts: FactRow[] = [];
  const rejections: Rejection[] = [];
  const reasons = new Map<string, number>();
  const keys = new Map<string, { commit: number; content: string }>();
  const documents = new Map<string, Map<string, { id: string; at: number; body: string }>>();
  const listeners = new Set<(recording: boolean) => void>();
  const totals: Totals = { received: 0, accepted: 0, duplicates: 0, rejected: 0, ignored: 0 };
  const attempts = new Map<number, number>();
  const audit = createMemoryAudit();
  const index = createEventIndex();
  let applied = 0;
  let recording = true;
  let gate: Promise<void> | null = null;
  let snapshot: Snapshot | null = null;

  const count = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const head = (): number => rows.length;

  function refuse(
    entry: { receivedAt: number; topic: string; payload: Uint8Array },
    reason: string,
    detail: string,
    source: string | null,
  ) {
    rejections.push({
      id: rejections.length + 1,
      at: entry.receivedAt,
      topic: entry.topic,
      reason,
      detail,
      source,
      payload: entry.payload,
    });
  }

  function addMessage(entry: Extract<JournalEntry, { type: 'message' }>): AppendOutcome {
    totals.received += 1;
    const verdict = index.judge(entry.identity, head() + 1);
    if (verdict.type !== 'new') totals.duplicates += 1;
    if (verdict.type === 'duplicate') {
      count('duplicate');
      return { outcome: 'duplicate', commit: verdict.commit };
    }
    if (verdict.type === 'conflict') {
      count(verdict.reason);
      refuse(entry, verdict.reason, `first seen as commit ${verdict.commit}`, entry.identity.source);
      return { outcome: 'conflict', commit: verdict.commit, reason: verdict.reason };
    }
    totals.accepted += 1;
    const { kind, topic, payload, receivedAt, sender, broker, decoded } = entry;
    const flags = [...entry.flags, ...verdict.flags];
    for (const flag of flags) count(flag);
    rows.push({ commit: head() + 1, type: 'message', kind, topic, payload, receivedAt, sender, broker, flags, decoded });
    return { outcome: 'committed', commit: head(), flags };
  }

  function addInternal(entry: Extract<JournalEntry, { type: 'command' | 'tick' | 'internal' }>): AppendOutcome {
    const content = Buffer.from(entry.payload).toString('hex');
    const known = entry.key === null ? undefined : keys.get(entry.key);
    if (known?.content === content) return { outcome: 'duplicate', commit: known.commit };
    if (known) return { outcome: 'conflict', commit: known.commit, reason: 'idempotency-conflict' };
    const { type, kind, topic, payload, receivedAt, sender } = entry;
    rows.push({ commit: head() + 1, type, kind, topic, payload, receivedAt, sender, broker: '', flags: [], decoded: null });
    if (entry.key !== null) keys.set(entry.key, { commit: head(), content });
    if (entry.audit) audit.add(receivedAt, head(), entry.audit);
    return { outcome: 'committed', commit: head(), flags: [] };
  }

  function add(entry: JournalEntry): AppendOutcome {
    if (entry.type === 'message') return addMessage(entry);
    if (entry.type !== 'rejection') return addInternal(entry);
    totals.received += 1;
    totals.rejected += 1;
    count(entry.reason);
    refuse(entry, entry.reason, entry.detail, entry.source);
    return { outcome: 'rejected' };
  }

  return {
    id: 'memory',
    rows,
    head,
    async append(entries) {
      if (gate) await gate;
      if (!recording) throw new Error('journal: nothing can be recorded');
      return entries.map(add);
    },
    countIgnored(reason) {
      totals.ignored += 1;
      count(reason);
    },
    appliedUpTo: () => applied,
    async findCommand(key, payload) {
      const known = keys.get(key);
      if (!known) return null;
      return { outcome: known.content === Buffer.from(payload).toString('hex') ? 'duplicate' : 'conflict', commit: known.commit };
    },
    async beginAttempt(commit) {
      const tries = (attempts.get(commit) ?? 0) + 1;
      attempts.set(commit, tries);
      return tries;
    },
    async setAside(commit, reason, detail) {
      const row = rows[commit - 1];
      if (row) refuse(row, reason, detail, row.sender);
      count(reason);
    },
    async record(more, appliedUpTo) {
      const known = new Set(facts.map(({ commit, ordinal }) => `${commit}.${ordinal}`));
      facts.push(...more.filter(({ commit, ordinal }) => !known.has(`${commit}.${ordinal}`)));
      applied = Math.max(applied, appliedUpTo);
    },
    inboxAfter: async (commit, limit) => rows.filter((row) => row.commit > commit).slice(0, limit),
    inboxRow: async (commit) => rows[commit - 1] ?? null,
    factsAbout: async (about, limit) => facts.filter((fact) => fact.about === about).slice(-limit),
    factsAfter: async (commit, limit) => factsAfter(facts, commit, limit),
    rejections: async (limit, before = Number.POSITIVE_INFINITY) => ({
      total: rejections.length,
      items: rejections
        .filter((item) => item.id < before)
        .slice(-limit)
        .reverse(),
    }),
    totals: () => ({ ...totals }),
    reasons: () => reasons,
    async saveSnapshot(taken) {
      snapshot = taken;
    },
    latestSnapshot: async () => snapshot,
    async putDocuments(kind, given) {
      const kept = documents.get(kind) ?? new Map();
      documents.set(kind, kept);
      for (const document of given) kept.set(document.id, document);
    },
    document: async (kind, id) => documents.get(kind)?.get(id)?.body ?? null,
    documents: async (kind, limit, before) =>
      [...(documents.get(kind)?.values() ?? [])]
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
        .filter((item) => !before || item.at < before.at || (item.at === before.at && item.id < before.id))
        .slice(0, limit),
    appendAudit: async (at, notes) => {
      for (const note of notes) audit.add(at, null, note);
    },
    auditHead: audit.head,
    auditRows: async (limit, before, filter) => audit.rows(limit, before, filter),
    compact: async () => ({ inbox: 0, identities: 0 }),
    recording: () => recording,
    setRecording(next) {
      recording = next;
      for (const listener of listeners) listener(next);
    },
    onRecordingChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hold() {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        gate = null;
        open();
      };
    },
    async close() {},
  };
}
