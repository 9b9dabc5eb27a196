/** Runs the journal suite over SQLite, and tests what only SQLite has. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteJournal } from '../../../../server/adapters/storage/sqliteJournal.ts';
import { describeJournal } from './conformance.ts';
import { message, refused, temporaryFolder } from './entries.ts';

describeJournal('SQLite', async () => {
  const { folder, remove } = temporaryFolder();
  return { open: () => openSqliteJournal({ folder }), remove: async () => remove() };
});

describe('the journal in a SQLite file', () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    place = temporaryFolder();
  });
  afterEach(() => place.remove());

  it('opens for one server only', async () => {
    const journal = await openSqliteJournal({ folder: place.folder });
    await expect(openSqliteJournal({ folder: place.folder })).rejects.toThrow('in use by another running Relight');
    await journal.close();
    await (await openSqliteJournal({ folder: place.folder })).close();
  });

  it('[P2] does not start where SQLite cannot keep a write-ahead log or write at all', async () => {
    const blocked = join(place.folder, 'file');
    writeFileSync(blocked, '');
    await expect(openSqliteJournal({ folder: blocked })).rejects.toThrow();
    const broken = join(place.folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'journal.sqlite'), 'this is not a database, whatever its name says'.repeat(100));
    await expect(openSqliteJournal({ folder: broken })).rejects.toThrow('not a database');
  });

  it('[P21] works on a file of a newer program unless that one forbids it', async () => {
    await (await openSqliteJournal({ folder: place.folder })).close();
    const file = new Database(join(place.folder, 'journal.sqlite'));
    file.pragma('user_version = 99');
    await (await openSqliteJournal({ folder: place.folder })).close();
    file.prepare("UPDATE meta SET value = '99' WHERE name = 'readable-from'").run();
    file.close();
    await expect(openSqliteJournal({ folder: place.folder })).rejects.toThrow('newer Relight');
  });

  it('drops the oldest rejections above the cap and still counts them', async () => {
    const journal = await openSqliteJournal({ folder: place.folder, mostRejections: 5 });
    await journal.append(Array.from({ length: 12 }, (_, i) => refused(`reason-${i}`)));
    const { total, items } = await journal.rejections(100);
    expect([total, items.length, items[0]?.reason]).toEqual([12, 5, 'reason-11']);
    await journal.close();
  });

  it('keeps integers above 32 bits as integers', async () => {
    const journal = await openSqliteJournal({ folder: place.folder });
    await journal.append([message({ seq: Number.MAX_SAFE_INTEGER })]);
    await journal.close();
    const file = new Database(join(place.folder, 'journal.sqlite'), { readonly: true });
    expect(file.prepare('SELECT typeof(received_at) AS type FROM inbox').get()).toEqual({ type: 'integer' });
    expect(file.prepare('SELECT typeof(seq) AS type, seq FROM seen_seqs').get()).toEqual({ type: 'integer', seq: Number.MAX_SAFE_INTEGER });
    file.close();
  });
});
