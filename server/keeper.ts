/** Keeps the journal ready for a fast restart: snapshots now and then, and ended outages as documents. */

import { formatTime } from '../shared/time.ts';
import type { LiveBoard } from './board.ts';
import type { Core, Fact } from './domain/core.ts';
import type { Pipeline } from './pipeline.ts';
import type { Journal } from './ports.ts';
import { ENDED_KIND } from './queries.ts';
import { snapshotVersion } from './restore.ts';

export type KeeperOptions = {
  readonly core: Core;
  readonly board: LiveBoard;
  readonly journal: Journal;
  readonly pipeline: Pick<Pipeline, 'appliedUpTo' | 'mark' | 'settled'>;
  /** Hash of the network in force. */
  readonly networkHash: string;
  readonly failed: (error: unknown) => void;
  /** Snapshot after this many rows … */
  readonly everyRows?: number;
  /** … but not more often than this. */
  readonly everyMs?: number;
};

export type Keeper = {
  /** An outage ended or changed after its end: its record outlives memory. */
  noticed(fact: Fact): void;
  /** Takes a snapshot now, if anything happened since the last one. */
  snapshot(): Promise<void>;
  stop(): void;
};

const CHECK_MS = 1_000;

export function startKeeper({
  core,
  board,
  journal,
  pipeline,
  networkHash,
  failed,
  everyRows = 20_000,
  everyMs = 20_000,
}: KeeperOptions): Keeper {
  let last = { commit: pipeline.appliedUpTo(), at: performance.now() };
  let saving: Promise<void> | null = null;
  const ended = new Set<string>();

  async function save(): Promise<void> {
    const commit = pipeline.appliedUpTo();
    if (commit === last.commit) return;
    const state = new TextEncoder().encode(core.snapshot());
    last = { commit, at: performance.now() };
    // Rows before a snapshot are never judged again: what they led to must be on disk before it.
    await pipeline.settled();
    await journal.saveSnapshot({ commit, takenAt: board.asOf(), version: snapshotVersion(networkHash), state });
  }

  function snapshot(): Promise<void> {
    saving ??= save()
      .catch(failed)
      .finally(() => {
        saving = null;
      });
    return saving;
  }

  async function keepEnded(): Promise<void> {
    const documents = [];
    for (const id of ended) {
      const record = board.record('outage', id);
      if (record?.endedAt)
        documents.push({ id, at: Date.parse(record.startedAt), body: JSON.stringify({ record, keptAt: formatTime(board.asOf()) }) });
    }
    ended.clear();
    if (documents.length > 0) await journal.putDocuments(ENDED_KIND, documents);
  }

  const timer = setInterval(() => {
    if (!journal.recording()) return;
    pipeline.mark();
    if (ended.size > 0) keepEnded().catch(failed);
    const rows = pipeline.appliedUpTo() - last.commit;
    if (rows > 0 && (rows >= everyRows || performance.now() - last.at >= everyMs * 3) && performance.now() - last.at >= everyMs)
      void snapshot();
  }, CHECK_MS);
  timer.unref();

  return {
    noticed({ type, about }) {
      if (about?.startsWith('outage:') && type.startsWith('outage.')) ended.add(about);
    },
    snapshot,
    stop: () => clearInterval(timer),
  };
}
