/** Tests that damage to a journal is found and named. */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteJournal } from '../../../../server/adapters/storage/sqliteJournal.ts';
import { verifyJournal } from '../../../../server/adapters/storage/verifyJournal.ts';
import type { AuditHead } from '../../../../server/ports.ts';
import { command, message, note, refused, temporaryFolder } from './entries.ts';

describe('checking a journal', () => {
  let place: ReturnType<typeof temporaryFolder>;
  let head: AuditHead;

  beforeEach(async () => {
    place = temporaryFolder();
    const journal = await openSqliteJournal({ folder: place.folder });
    await journal.append([1, 2, 3].map((seq) => message({ seq })).concat(message({ seq: 3 })));
    await journal.append([refused('not-json'), message({ seq: 2, says: 'other' })]);
    for (const id of ['c1', 'c2', 'c3', 'c4'])
      await journal.append([{ ...command(id), audit: note('outage.confirm', { before: id, after: `${id}!` }) }]);
    await journal.record([{ commit: 2, ordinal: 0, type: 't', about: null, at: 1, body: {} }], 7);
    head = journal.auditHead();
    await journal.close();
  });
  afterEach(() => place.remove());

  const damage = (...statements: readonly string[]): void => {
    const file = new Database(join(place.folder, 'journal.sqlite'));
    for (const statement of statements) file.exec(statement);
    file.close();
  };
  const problems = async (heads: readonly AuditHead[] = []) =>
    (await verifyJournal(place.folder, { heads })).problems.map(({ where, row, what }) => `${where} ${row}: ${what}`);

  it('finds nothing in a sound one', async () => {
    expect(await verifyJournal(place.folder, { heads: [head] })).toMatchObject({
      ok: true,
      problems: [],
      head: 7,
      inboxRows: 7,
      facts: 1,
      auditHead: head,
    });
  });

  it('names a hole in the numbers, a missing end, and facts without a row', async () => {
    damage('DELETE FROM inbox WHERE commit_no = 2');
    expect(await problems()).toEqual([
      'inbox 2: is missing',
      'facts 2: has facts but no row in the inbox',
      'counters null: accepted says 3, the rows say 2',
    ]);
    damage('DELETE FROM inbox WHERE commit_no = 7');
    expect(await problems()).toContain('inbox 7: is missing: the journal once reached row 7');
  });

  it('names counters that differ from the rows', async () => {
    damage("UPDATE counters SET value = 9 WHERE name = 'quarantined'");
    expect(await problems()).toEqual(['counters null: quarantined says 9, the rows say 2']);
  });

  it('[P17] names an edited audit row', async () => {
    damage("UPDATE audit SET who = 'eve' WHERE sequence = 2");
    expect((await problems())[0]).toBe('audit 2: was changed, or a row before it was removed or moved');
  });

  it('[P17] names a deleted audit row', async () => {
    damage('DELETE FROM audit WHERE sequence = 2');
    expect((await problems())[0]).toBe('audit 2: is missing');
  });

  it('[P17] names an inserted audit row', async () => {
    damage(
      'UPDATE audit SET sequence = sequence + 10 WHERE sequence > 2',
      "INSERT INTO audit SELECT 3, commit_no, at, 'eve', role, session, origin, action, object, reason, before_hash, after_hash, hash FROM audit WHERE sequence = 2",
      'UPDATE audit SET sequence = sequence - 9 WHERE sequence > 10',
    );
    expect((await problems())[0]).toMatch(/^audit 3: was changed/);
  });

  it('[P17] names swapped audit rows', async () => {
    damage(
      'UPDATE audit SET sequence = 99 WHERE sequence = 2',
      'UPDATE audit SET sequence = 2 WHERE sequence = 3',
      'UPDATE audit SET sequence = 3 WHERE sequence = 99',
    );
    expect((await problems())[0]).toMatch(/^audit 2: was changed/);
  });

  it('[P17] names where the chain was cut, even when its noted end was cut too', async () => {
    damage('DELETE FROM audit WHERE sequence > 2');
    expect(await problems()).toContain('audit 3: is missing: the chain once reached row 4');
    const file = new Database(join(place.folder, 'journal.sqlite'));
    const hash = file.prepare<[], { hash: string }>('SELECT hash FROM audit WHERE sequence = 2').get()?.hash;
    file.close();
    damage(`UPDATE meta SET value = '2 ${hash}' WHERE name = 'audit-head'`);
    expect(await problems()).toContain('audit 3: is missing for the command in row 6');
    damage('UPDATE inbox SET audit = NULL');
    expect(await problems()).toEqual([]);
    expect(await problems([head])).toEqual(['audit 3: is missing: the chain once reached row 4']);
  });

  it('[P17] erasing a person leaves the chain whole, other values do not', async () => {
    damage('DELETE FROM audit_values WHERE sequence = 1');
    expect(await problems()).toEqual([]);
    damage("UPDATE audit_values SET after = 'else' WHERE sequence = 2");
    expect(await problems()).toEqual(['audit 2: has other values than the chain says']);
  });

  it('says that a file is not a journal, and rejects where there is none', async () => {
    const { ok, problems: found } = await verifyJournal(join(place.folder, 'journal.lock'));
    expect([ok, found.length]).toEqual([false, 1]);
    await expect(verifyJournal(join(place.folder, 'nowhere'))).rejects.toThrow('there is no journal');
  });
});
