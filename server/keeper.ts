/** Keeps the journal ready for a fast restart: snapshots now and then, and ended outages and jobs as documents. */

import { setImmediate as breathe } from 'node:timers/promises';
import { formatTime } from '../shared/time.ts';
import type { LiveBoard } from './board.ts';
import type { Core, Fact } from './domain/core.ts';
import type { Pipeline } from './pipeline.ts';
import type { Journal } from './ports.ts';
import { ENDED_KIND } from './queries.ts';
import { ENDED_JOB_KIND } from './repairQueries.ts';
import { snapshotVersion } from './restore.ts';

export type KeeperOptions = {
  readonly core: Core;
  readonly board: LiveBoard;
  readonly journal: Journal;
  readonly pipeline: Pick<Pipeline, 'appliedUpTo' | 'appliedMs' | 'mark' | 'settled'>;
  /** Hash of the network in force. */
  readonly networkHash: string;
  readonly failed: (error: unknown) => void;
  /** Row of the newest snapshot there is, and how long judging what came after it took at start. */
  readonly kept: { readonly commit: number; readonly againMs: number };
  /** A snapshot is due when judging again what came since would take this long … */
  readonly againMs?: number;
  /** … or after this long with anything new … */
  readonly everyMs?: number;
  /** … but never sooner than this after the last one. */
  readonly restMs?: number;
};

export type Keeper = {
  /** An outage ended or changed after its end: its record outlives memory. */
  noticed(fact: Fact): void;
  /** Takes a snapshot now, if anything happened since the last one. */
  snapshot(): Promise<void>;
  stop(): void;
};

const CHECK_MS = 500;
/** Reading and decoding a row again, beside judging it; measured 0.03 to 0.05 in a process that has just begun. */
const READ_MS = 0.05;
/** Writing the state may take this share of the time at most. */
const SNAPSHOT_SHARE = 0.1;
/** It lets everything else go on after this long. */
const SLICE_MS = 10;

export function startKeeper(options: KeeperOptions): Keeper {
  const { core, board, journal, pipeline, networkHash, failed, kept, againMs = 500, everyMs = 60_000, restMs = 1_000 } = options;
  // The first one waits for nothing: a server that is killed again soon must not begin with more each time.
  let last = { commit: kept.commit, at: performance.now() - restMs, appliedMs: pipeline.appliedMs() - kept.againMs, tookMs: 0 };
  let saving: Promise<void> | null = null;
  const ended = new Set<string>();
  const endedJobs = new Set<string>();

  /** The first part is taken before anything else can happen; the others take their time. */
  async function written(): Promise<{ readonly state: Uint8Array; readonly tookMs: number }> {
    let begun = performance.now();
    let tookMs = 0;
    const taken: Uint8Array[] = [];
    const parts = core.snapshotParts();
    for (let part = parts.next(); !part.done; part = parts.next()) {
      taken.push(part.value);
      const slice = performance.now() - begun;
      if (slice < SLICE_MS) continue;
      tookMs += slice;
      await breathe();
      begun = performance.now();
    }
    return { state: Buffer.concat(taken), tookMs: tookMs + performance.now() - begun };
  }

  async function save(): Promise<void> {
    const commit = pipeline.appliedUpTo();
    if (commit === last.commit) return;
    const appliedMs = pipeline.appliedMs();
    const { state, tookMs } = await written();
    last = { commit, at: performance.now(), appliedMs, tookMs };
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
    const jobs = [];
    for (const id of ended) {
      const record = board.record('outage', id);
      if (record?.endedAt)
        documents.push({ id, at: Date.parse(record.startedAt), body: JSON.stringify({ record, keptAt: formatTime(board.asOf()) }) });
    }
    for (const id of endedJobs) {
      const record = board.record('job', id);
      if (record?.closedAt) jobs.push({ id, at: Date.parse(record.createdAt), body: JSON.stringify({ record }) });
    }
    ended.clear();
    endedJobs.clear();
    if (documents.length > 0) await journal.putDocuments(ENDED_KIND, documents);
    if (jobs.length > 0) await journal.putDocuments(ENDED_JOB_KIND, jobs);
  }

  function isDue(): boolean {
    const rows = pipeline.appliedUpTo() - last.commit;
    const since = performance.now() - last.at;
    if (rows === 0 || since < Math.max(restMs, last.tookMs / SNAPSHOT_SHARE)) return false;
    return since >= everyMs || rows * READ_MS + pipeline.appliedMs() - last.appliedMs >= againMs;
  }

  const timer = setInterval(() => {
    if (!journal.recording()) return;
    pipeline.mark();
    if (ended.size + endedJobs.size > 0) keepEnded().catch(failed);
    if (isDue()) void snapshot();
  }, CHECK_MS);
  timer.unref();

  return {
    noticed({ type, about }) {
      if (about?.startsWith('outage:') && type.startsWith('outage.')) ended.add(about);
      else if (about?.startsWith('job:') && type.startsWith('job.')) endedJobs.add(about);
    },
    snapshot,
    stop: () => clearInterval(timer),
  };
}
