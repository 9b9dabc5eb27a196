/** Fills and breaks the disk under a journal: it stops recording, keeps reading, and comes back by itself (promise P12). */

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import { verifyJournal } from '../../server/adapters/storage/verifyJournal.ts';
import { message, temporaryFolder } from '../server/adapters/storage/entries.ts';
import { said, startAppender, straceFound, withoutStrace } from './journalProgram.ts';

// What is freed must hold the whole log once more, because coming back copies it into the main file.
const BALLAST_BYTES = { tmpfs: 5 * 1024 * 1024, ext4: 8 * 1024 * 1024 };

type Disk = { readonly path: string; readonly remove: () => void };

const run = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;

/** A small file system in memory, or a real one in a file; null where mounting is not allowed. */
function mountSmallDisk(kind: 'tmpfs' | 'ext4'): Disk | null {
  const { folder, remove } = temporaryFolder();
  const path = join(folder, 'disk');
  mkdirSync(path);
  const image = join(folder, 'image');
  let mounted = false;
  if (kind === 'tmpfs') mounted = run('mount', '-t', 'tmpfs', '-o', 'size=8m', 'none', path);
  else {
    writeFileSync(image, '');
    truncateSync(image, 16 * 1024 * 1024);
    mounted = run('mkfs.ext4', '-q', image) && run('mount', '-o', 'loop', image, path);
  }
  if (!mounted) {
    remove();
    return null;
  }
  return {
    path,
    remove() {
      run('umount', '--lazy', path);
      remove();
    },
  };
}

function mountable(kind: 'tmpfs' | 'ext4'): boolean {
  const disk = mountSmallDisk(kind);
  disk?.remove();
  return disk !== null;
}

/** Resolves when recording becomes what is asked. */
function until(journal: Awaited<ReturnType<typeof openSqliteJournal>>, wanted: boolean): Promise<void> {
  if (journal.recording() === wanted) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = journal.onRecordingChange((recording) => {
      if (recording !== wanted) return;
      stop();
      resolve();
    });
  });
}

for (const kind of ['tmpfs', 'ext4'] as const) {
  const possible = mountable(kind);
  describe.skipIf(!possible)(`a full disk (${kind}${possible ? '' : ', skipped: needs the right to mount'})`, () => {
    it('[P12] stops acknowledging, keeps reading, comes back when there is room, and loses nothing', async () => {
      const disk = mountSmallDisk(kind);
      if (!disk) throw new Error('the disk could be mounted a moment ago');
      onTestFinished(disk.remove);
      const folder = join(disk.path, 'data');
      const ballast = join(disk.path, 'ballast');
      writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES[kind]));
      const journal = await openSqliteJournal({ folder, retryMs: 100 });
      const changes: boolean[] = [];
      journal.onRecordingChange((recording) => changes.push(recording));
      const acknowledged: number[] = [];
      let seq = 0;
      const append = async (): Promise<void> => {
        const entries = Array.from({ length: 50 }, (_, i) => message({ seq: seq + i }, { payload: Buffer.alloc(1_000, i) }));
        const outcomes = await journal.append(entries);
        seq += entries.length;
        for (const outcome of outcomes) if ('commit' in outcome) acknowledged.push(outcome.commit);
      };
      const fill = async (): Promise<void> => {
        for (;;) await append();
      };

      await expect(fill()).rejects.toMatchObject({ code: 'not-recording' });
      expect(journal.recording()).toBe(false);
      expect(changes).toEqual([false]);
      await expect(append()).rejects.toMatchObject({ code: 'not-recording' });
      expect(acknowledged.length).toBeGreaterThan(50);
      expect((await journal.inboxAfter(0, 100_000)).map((row) => row.commit)).toEqual(expect.arrayContaining(acknowledged));

      rmSync(ballast);
      await until(journal, true);
      await append();
      expect(changes).toEqual([false, true]);
      const rows = new Set((await journal.inboxAfter(0, 100_000)).map((row) => row.commit));
      expect(acknowledged.filter((commit) => !rows.has(commit))).toEqual([]);
      const { received, accepted, duplicates } = journal.totals();
      expect(received).toBe(accepted + duplicates);
      await journal.close();
      expect((await verifyJournal(folder)).problems).toEqual([]);
    });
  });
}

describe.skipIf(!straceFound)(`a disk that fails to sync${straceFound ? '' : ` (skipped: ${withoutStrace})`}`, () => {
  it('[P12] refuses what waits, starts over, and takes a repeated event for the one that came through', async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    // The first syncs belong to opening; a few in the middle of the run fail.
    const tracer = ['strace', '-f', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=30..34'];
    const lines = (await said(startAppender({ folder, count: '1000' }, tracer))).split('\n');
    const refusedAt = lines.indexOf('REFUSED');
    expect(refusedAt).toBeGreaterThan(0);
    expect(lines[refusedAt + 1]).toBe('RECORDING');
    const events = lines.flatMap((line) => (line.startsWith('ACK ') ? [line.split(' ')] : []));
    expect(new Set(events.map(([, , event]) => event)).size).toBe(1_000);
    const verified = await verifyJournal(folder);
    expect(verified.problems).toEqual([]);
    expect(verified.inboxRows).toBe(1_000);
    expect(new Set(events.map(([, commit]) => commit)).size).toBe(1_000);
  });
});
