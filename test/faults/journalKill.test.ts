/** Kills a writing program again and again and compares what it acknowledged with what is kept (promise P1). */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../server/adapters/storage/verifyJournal.ts';
import { temporaryFolder } from '../server/adapters/storage/entries.ts';
import { startAppender, untilReady } from './journalProgram.ts';

const rounds = Number(process.env.RELIGHT_KILL_ROUNDS ?? 5);
// The long run waits as long as the promise says; the short one only long enough for a few hundred commits.
const longestMs = rounds > 5 ? 3_000 : 700;

/** Waits differ between rounds but not between runs. */
const waitOf = (round: number): number => 200 + ((round * 7_919) % (longestMs - 200));

/** Event and commit number of every row after `commit`. */
function kept(folder: string, commit: number): ReadonlyMap<string, number> {
  const database = new Database(join(folder, 'journal.sqlite'), { readonly: true });
  const rows = database
    .prepare<[number], { commit_no: number; payload: Buffer }>('SELECT commit_no, payload FROM inbox WHERE commit_no > ?')
    .all(commit);
  database.close();
  return new Map(rows.map((row) => [row.payload.toString(), row.commit_no]));
}

function acknowledged(files: readonly string[]): readonly (readonly [event: string, commit: number])[] {
  const text = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('');
  return text.split('\n').flatMap((line) => {
    const [word, commit, event] = line.split(' ');
    return word === 'ACK' && event ? [[event, Number(commit)] as const] : [];
  });
}

const lostOf = (witnesses: readonly string[], rows: ReadonlyMap<string, number>) =>
  acknowledged(witnesses).filter(([event, commit]) => rows.get(event) !== commit);

describe('killing the journal', () => {
  it(`[P1] loses no acknowledged event in ${rounds} kills`, { timeout: 60_000 + rounds * (longestMs + 5_000) }, async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const witnesses: string[] = [];
    let head = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const witness = join(folder, `witness-${round}`);
      witnesses.push(witness);
      const child = startAppender({ folder, witness, run: String(round), lanes: '20' });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = new Promise((resolve) => child.on('close', resolve));
      await untilReady(child);
      await pause(waitOf(round));
      child.kill('SIGKILL');
      await ended;
      const rows = kept(folder, head);
      expect(lostOf([witness], rows)).toEqual([]);
      head += rows.size;
    }
    expect(lostOf(witnesses, kept(folder, 0))).toEqual([]);
    expect(acknowledged(witnesses).length).toBeGreaterThan(rounds * 20);
    expect((await verifyJournal(folder)).problems).toEqual([]);
  });
});
