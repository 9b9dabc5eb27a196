/** Tests that a backup taken under load comes back whole, under a new id. */

import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupJournal, restoreJournal } from '../../../../server/adapters/storage/backupJournal.ts';
import { openSqliteJournal } from '../../../../server/adapters/storage/sqliteJournal.ts';
import { verifyJournal } from '../../../../server/adapters/storage/verifyJournal.ts';
import { command, message, note, temporaryFolder } from './entries.ts';

describe('a backup of the journal', () => {
  let place: ReturnType<typeof temporaryFolder>;
  let folder: string;
  let file: string;
  beforeEach(() => {
    place = temporaryFolder();
    folder = join(place.folder, 'data');
    file = join(place.folder, 'backup.sqlite');
  });
  afterEach(() => place.remove());

  it('[P20] taken under load holds everything committed before it began, and comes back with a new id', async () => {
    const journal = await openSqliteJournal({ folder });
    await journal.append([{ ...command('c1'), audit: note('outage.confirm') }]);
    let going = true;
    let seq = 0;
    const load = (async () => {
      while (going) {
        await journal.append(Array.from({ length: 20 }, () => message({ seq: ++seq })));
      }
    })();
    const before = journal.head();
    await backupJournal(folder, file);
    going = false;
    await load;
    const rows = await journal.inboxAfter(0, 1_000_000);
    const { id } = journal;
    await journal.close();

    const { journal: newId, putAside } = await restoreJournal({ file, folder, replace: true });
    expect(newId).not.toBe(id);
    expect(putAside).not.toBeNull();
    const restored = await openSqliteJournal({ folder });
    expect(restored.id).toBe(newId);
    expect(restored.head()).toBeGreaterThanOrEqual(before);
    expect(await restored.inboxAfter(0, 1_000_000)).toEqual(rows.slice(0, restored.head()));
    expect((await restored.append([message({ seq: 1 })]))[0]).toMatchObject({ outcome: restored.head() > 1 ? 'duplicate' : 'committed' });
    await restored.close();
    expect(await verifyJournal(folder)).toMatchObject({ ok: true, auditHead: { sequence: 1 } });
  });

  it('[P20] is refused when damaged, and never overwrites by accident', async () => {
    const journal = await openSqliteJournal({ folder });
    await journal.append(Array.from({ length: 500 }, (_, seq) => message({ seq })));
    await backupJournal(folder, file);
    await expect(backupJournal(folder, file)).rejects.toThrow('exists already');
    await expect(restoreJournal({ file, folder, replace: true })).rejects.toThrow('in use');
    await journal.close();
    await expect(restoreJournal({ file, folder })).rejects.toThrow('already');
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, Buffer.alloc(20_000, 0x5a), 0, 20_000, 40_960);
    closeSync(descriptor);
    await expect(restoreJournal({ file, folder, replace: true })).rejects.toThrow('the backup is damaged');
    await expect(backupJournal(join(place.folder, 'nowhere'), file)).rejects.toThrow('there is no journal');
  });
});
