/** Tests how writes are gathered, and how recording stops and resumes. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGroupCommit, type GroupCommit } from '../../../../server/adapters/storage/groupCommit.ts';
import type { Committed, Store, StoreState, Write } from '../../../../server/adapters/storage/operations.ts';
import { message } from './entries.ts';

const state: StoreState = { journal: 'j', head: 0, appliedUpTo: 0, auditHead: { sequence: 0, hash: '' }, totals: new Map() };
const append = (rows: number): Write => ({ write: 'append', entries: Array.from({ length: rows }, () => message()) });
const rowsOf = (writes: readonly Write[]): number =>
  writes.reduce((sum, write) => sum + (write.write === 'append' ? write.entries.length : 0), 0);

/** A store whose commits end when the test says so. */
function slowStore() {
  const groups: { readonly rows: number; readonly succeed: () => void; readonly fail: () => void }[] = [];
  let recoverable = true;
  const store: Store = {
    commit: (writes) =>
      new Promise<Committed>((resolve, reject) => {
        const results = writes.map(() => ({ written: true as const, outcomes: [], count: 0 }));
        groups.push({
          rows: rowsOf(writes),
          succeed: () => resolve({ results, head: 0, appliedUpTo: 0, auditHead: state.auditHead, tally: new Map() }),
          fail: () => reject(new Error('disk full')),
        });
      }),
    recover: () => (recoverable ? Promise.resolve(state) : Promise.reject(new Error('still full'))),
    close: () => Promise.resolve(),
  };
  return {
    store,
    groups,
    setRecoverable(possible: boolean) {
      recoverable = possible;
    },
  };
}

describe('gathering writes', () => {
  let slow: ReturnType<typeof slowStore>;
  let group: GroupCommit;
  let changes: boolean[];
  const turn = () => vi.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    vi.useFakeTimers();
    slow = slowStore();
    group = createGroupCommit({ store: slow.store, onCommitted() {}, onRecovered() {}, mostRows: 500, retryMs: 5_000, stallMs: 3_000 });
    changes = [];
    group.onRecordingChange((recording) => changes.push(recording));
  });
  afterEach(() => vi.useRealTimers());

  it('puts what one turn hands in into one transaction, up to the limit, and keeps two under way', async () => {
    for (let n = 0; n < 30; n += 1) void group.write(append(100));
    await turn();
    expect(slow.groups.map(({ rows }) => rows)).toEqual([500, 500]);
    slow.groups[0]?.succeed();
    await turn();
    expect(slow.groups.map(({ rows }) => rows)).toEqual([500, 500, 500]);
  });

  it('lets a write that is larger than the limit through alone', async () => {
    void group.write(append(10));
    void group.write(append(900));
    await turn();
    expect(slow.groups.map(({ rows }) => rows)).toEqual([10, 900]);
  });

  it('[P12] refuses everything that waits after a failure, says so at once, and records again when the store does', async () => {
    const settled = Promise.allSettled([append(400), append(400), append(400)].map((write) => group.write(write)));
    await turn();
    slow.setRecoverable(false);
    slow.groups[0]?.fail();
    await turn();
    expect(changes).toEqual([false]);
    slow.groups[1]?.fail();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(group.write(append(1))).rejects.toMatchObject({ code: 'not-recording' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect([group.recording(), slow.groups.length]).toEqual([false, 2]);
    slow.setRecoverable(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(changes).toEqual([false, true]);
    void group.write(append(1));
    await turn();
    expect(slow.groups).toHaveLength(3);
  });

  it('[P12] shows a commit that hangs as not recording, and its outcome stays open', async () => {
    const written = group.write(append(1));
    await vi.advanceTimersByTimeAsync(2_900);
    expect(changes).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(changes).toEqual([false]);
    slow.groups[0]?.succeed();
    await expect(written).resolves.toMatchObject({ written: true });
    expect(changes).toEqual([false, true]);
  });

  it('bounds what waits', async () => {
    const refusals: unknown[] = [];
    const large = append(500);
    for (let n = 0; n < 300; n += 1) group.write(large).catch((error: unknown) => refusals.push(error));
    await turn();
    expect(refusals.length).toBeGreaterThan(50);
    expect(group.recording()).toBe(true);
  });

  it('stops only after everything that waits is settled', async () => {
    const written = Promise.all([group.write(append(500)), group.write(append(500)), group.write(append(500))]);
    await turn();
    let stopped = false;
    const stopping = group.stop().then(() => {
      stopped = true;
    });
    for (let n = 0; n < 3; n += 1) {
      await turn();
      expect(stopped).toBe(false);
      slow.groups[n]?.succeed();
    }
    await stopping;
    await expect(written).resolves.toHaveLength(3);
    await expect(group.write(append(1))).rejects.toMatchObject({ code: 'not-recording' });
  });
});
