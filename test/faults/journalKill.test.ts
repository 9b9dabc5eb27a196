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

function kept(folder: string): ReadonlyMap<string, number> {
  const database = new Database(join(folder, 'journal.sqlite'), { readonly: true });
  const rows = database.prepare<[], { commit_no: number; payload: Buffer }>('SELECT commit_no, payload FROM inbox').all();
  database.close();
  return new Map(rows.map((row) => [row.payload.toString(), row.commit_no]));
}

function acknowledged(file: string): readonly (readonly [event: string, commit: number])[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split('\n').flatMap((line) => {
    const [word, commit, event] = line.split(' ');
    return word === 'ACK' && event ? [[event, Number(commit)] as const] : [];
  });
}

describe('killing the journal', () => {
  it(`[P1] loses no acknowledged event in ${rounds} kills`, { timeout: 60_000 + rounds * (longestMs + 5_000) }, async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const witness = join(folder, 'witness');
    for (let round = 1; round <= rounds; round += 1) {
      const child = startAppender({ folder, witness, run: String(round), lanes: '20' });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = new Promise((resolve) => child.on('close', resolve));
      await untilReady(child);
      await pause(waitOf(round));
      child.kill('SIGKILL');
      await ended;
      const rows = kept(folder);
      const lost = acknowledged(witness).filter(([event, commit]) => rows.get(event) !== commit);
      expect(lost).toEqual([]);
    }
    expect(acknowledged(witness).length).toBeGreaterThan(rounds * 20);
    expect((await verifyJournal(folder)).problems).toEqual([]);
  });
});
