/** Gathers waiting writes into one transaction, and stops and resumes recording when the store fails and returns (promise P12). */

import { notRecording } from './notRecording.ts';
import type { Committed, Store, StoreState, Write, Written } from './operations.ts';
import { weightOf } from './operations.ts';

type Waiting = { readonly write: Write; readonly resolve: (written: Written) => void; readonly reject: (reason: Error) => void };

export type GroupCommitOptions = {
  readonly store: Store;
  readonly onCommitted: (committed: Committed) => void;
  readonly onRecovered: (state: StoreState) => void;
  /** Rows in one transaction (promises section 4.1). */
  readonly mostRows: number;
  /** Pause between attempts to record again. */
  readonly retryMs: number;
  /** A commit that takes longer is shown as "not recording"; its outcome stays unknown until it settles. */
  readonly stallMs: number;
};

export type GroupCommit = {
  write(write: Write): Promise<Written>;
  recording(): boolean;
  onRecordingChange(listener: (recording: boolean) => void): () => void;
  /** The store said by itself that it is gone. */
  fail(why: string): void;
  /** Resolves once everything that waits is settled, then stops. */
  stop(): Promise<void>;
};

// The next group is handed over while one is synced, so that the writer never waits for us.
const GROUPS_UNDER_WAY = 2;
const MOST_WAITING_ROWS = 100_000;

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { store, mostRows, retryMs, stallMs } = options;
  const listeners = new Set<(recording: boolean) => void>();
  let waiting: Waiting[] = [];
  let waitingRows = 0;
  let underWay = 0;
  let failure: string | null = null;
  let stalled = false;
  let stopped = false;
  let announced = true;
  let retry: NodeJS.Timeout | null = null;
  let stall: NodeJS.Timeout | null = null;
  let scheduled = false;
  const idle: (() => void)[] = [];

  const recording = (): boolean => failure === null && !stalled && !stopped;

  function announce(): void {
    if (recording() === announced) return;
    announced = recording();
    for (const listener of listeners) listener(announced);
  }

  function watchForStall(): void {
    if (stall) clearTimeout(stall);
    stall = null;
    if (stalled) {
      stalled = false;
      announce();
    }
    if (underWay === 0) return;
    stall = setTimeout(() => {
      stalled = true;
      announce();
    }, stallMs);
    stall.unref();
  }

  function takeGroup(): Waiting[] {
    let rows = 0;
    let count = 0;
    for (const { write } of waiting) {
      const weight = weightOf(write);
      if (count > 0 && rows + weight > mostRows) break;
      rows += weight;
      count += 1;
    }
    waitingRows -= rows;
    return waiting.splice(0, count);
  }

  function pump(): void {
    while (failure === null && underWay < GROUPS_UNDER_WAY && waiting.length > 0) void commit(takeGroup());
    if (underWay === 0 && waiting.length === 0) for (const done of idle.splice(0)) done();
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    underWay += 1;
    if (underWay === 1) watchForStall();
    try {
      const committed = await store.commit(group.map(({ write }) => write));
      options.onCommitted(committed);
      for (const [index, { resolve }] of group.entries()) resolve(committed.results[index] ?? { written: false, why: 'no answer' });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      for (const { reject } of group) reject(notRecording(why));
      fail(why);
    } finally {
      underWay -= 1;
      watchForStall();
      pump();
    }
  }

  function fail(why: string): void {
    if (failure !== null || stopped) return;
    failure = why;
    const refused = waiting;
    waiting = [];
    waitingRows = 0;
    for (const { reject } of refused) reject(notRecording(why));
    announce();
    retryLater();
  }

  function retryLater(): void {
    retry = setTimeout(() => void tryAgain(), retryMs);
    retry.unref();
  }

  async function tryAgain(): Promise<void> {
    // A group handed over before the failure must have been refused before the store starts over.
    if (underWay > 0) return retryLater();
    try {
      const state = await store.recover();
      if (stopped) return;
      options.onRecovered(state);
      failure = null;
      announce();
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
      if (!stopped) retryLater();
    }
  }

  return {
    write(write) {
      if (stopped) return Promise.reject(notRecording('the journal is closed'));
      if (failure !== null) return Promise.reject(notRecording(failure));
      if (waitingRows > MOST_WAITING_ROWS) return Promise.reject(notRecording('too much is waiting'));
      return new Promise((resolve, reject) => {
        waiting.push({ write, resolve, reject });
        waitingRows += weightOf(write);
        // What one turn of the loop hands in shares a transaction.
        if (scheduled) return;
        scheduled = true;
        queueMicrotask(() => {
          scheduled = false;
          pump();
        });
      });
    },
    recording,
    onRecordingChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fail,
    async stop() {
      if (underWay > 0 || waiting.length > 0) await new Promise<void>((done) => idle.push(done));
      stopped = true;
      if (retry) clearTimeout(retry);
      if (stall) clearTimeout(stall);
    },
  };
}
