/** Watches system calls: nothing is acknowledged before the bytes that cover it are synced (promise P2). */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../server/adapters/storage/entries.ts';
import { said, startAppender, straceFound, withoutStrace } from './journalProgram.ts';

const CALLS = 'write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync';

/** Writes to the log make it dirty, a finished sync cleans it, an acknowledgement while dirty came too early. */
function countEarly(trace: string): { readonly acknowledgements: number; readonly early: number } {
  let dirty = false;
  let acknowledgements = 0;
  let early = 0;
  const syncing = new Set<string>();
  for (const line of trace.split('\n')) {
    const thread = line.split(' ', 1)[0] ?? '';
    const log = line.includes('journal.sqlite-wal>');
    if (log && / p?writev?2?(64)?\(/.test(line)) dirty = true;
    else if (log && /f(data)?sync\(.*<unfinished/.test(line)) syncing.add(thread);
    else if (log && /f(data)?sync\(.*= 0/.test(line)) dirty = false;
    else if (/<\.\.\. f(data)?sync resumed>.*= 0/.test(line) && syncing.delete(thread)) dirty = false;
    else if (/ write\(1.*"ACK /.test(line)) {
      acknowledgements += 1;
      if (dirty) early += 1;
    }
  }
  return { acknowledgements, early };
}

async function trace(synchronous: 'full' | 'normal'): Promise<ReturnType<typeof countEarly>> {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const output = join(folder, 'trace');
  const tracer = ['strace', '-f', '-y', '-s', '16', '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', output];
  await said(startAppender({ folder, synchronous, count: '300' }, tracer));
  const counted = countEarly(readFileSync(output, 'utf8'));
  return counted;
}

describe.skipIf(!straceFound)(`the order of system calls${straceFound ? '' : ` (skipped: ${withoutStrace})`}`, () => {
  it('[P2] every acknowledgement leaves after the sync', async () => {
    const { acknowledgements, early } = await trace('full');
    expect(acknowledgements).toBeGreaterThanOrEqual(30);
    expect(early).toBe(0);
  });

  it('[P2] the same test fails with synchronous=NORMAL', async () => {
    const { acknowledgements, early } = await trace('normal');
    expect(early).toBe(acknowledgements);
  });
});
