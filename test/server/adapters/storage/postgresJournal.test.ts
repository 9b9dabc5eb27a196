/** Runs the journal suite over PostgreSQL, and tests what only a database over a network has. */

import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresJournal } from '../../../../server/adapters/storage/postgresJournal.ts';
import { verifyPostgresJournal } from '../../../../server/adapters/storage/verifyPostgresJournal.ts';
import type { Journal } from '../../../../server/ports.ts';
import { createPostgresCluster, type PostgresCluster, postgresPrograms, withoutPostgres } from '../../../support/postgresCluster.ts';
import { describeJournal } from './conformance.ts';
import { startCuttingProxy } from './cuttingProxy.ts';
import { command, message, note } from './entries.ts';

describe.skipIf(!postgresPrograms)(`PostgreSQL${postgresPrograms ? '' : ` (skipped: ${withoutPostgres})`}`, () => {
  let cluster: PostgresCluster;
  let schemas = 0;
  const newSchema = (): string => {
    schemas += 1;
    return `journal_${schemas}`;
  };

  beforeAll(async () => {
    cluster = await createPostgresCluster();
  });
  afterAll(() => cluster?.remove());

  async function query<Row extends Record<string, unknown>>(sql: string): Promise<readonly Row[]> {
    const client = new Client({ connectionString: cluster.url });
    await client.connect();
    const { rows } = await client.query<Row>(sql);
    await client.end();
    return rows;
  }

  describeJournal('PostgreSQL', async () => {
    const schema = newSchema();
    return {
      open: () => openPostgresJournal({ url: cluster.url, schema }),
      remove: async () => void (await query(`DROP SCHEMA ${schema} CASCADE`)),
    };
  });

  describe('the journal over a connection', () => {
    let schema: string;
    let journal: Journal;
    const settings = { retryMs: 100, stallMs: 500 };

    beforeEach(async () => {
      schema = newSchema();
      journal = await openPostgresJournal({ url: cluster.url, schema, ...settings });
    });
    afterEach(() => journal.close());

    const until = (wanted: boolean): Promise<void> =>
      new Promise((resolve) => {
        if (journal.recording() === wanted) return resolve();
        const stop = journal.onRecordingChange((recording) => {
          if (recording !== wanted) return;
          stop();
          resolve();
        });
      });

    it('opens for one server only', async () => {
      await expect(openPostgresJournal({ url: cluster.url, schema })).rejects.toThrow('in use by another running Relight');
    });

    it('[P2] refuses a server that may lose what it confirmed', async () => {
      for (const setting of ['fsync', 'full_page_writes']) {
        await query(`ALTER SYSTEM SET ${setting} = off`);
        await query('SELECT pg_reload_conf()');
        await expect
          .poll(() =>
            openPostgresJournal({ url: cluster.url, schema: newSchema() }).then((opened) => opened.close().then(() => 'opened'), String),
          )
          .toContain(`${setting} off`);
        await query(`ALTER SYSTEM RESET ${setting}`);
        await query('SELECT pg_reload_conf()');
      }
      await expect.poll(() => query('SHOW full_page_writes')).toEqual([{ full_page_writes: 'on' }]);
    });

    it('[P2] waits for the disk even where the server would not', async () => {
      await query('ALTER SYSTEM SET synchronous_commit = off');
      await query('SELECT pg_reload_conf()');
      await expect.poll(() => query('SHOW synchronous_commit')).toEqual([{ synchronous_commit: 'off' }]);
      const strict = await openPostgresJournal({ url: cluster.url, schema: newSchema() });
      expect((await strict.append([message()]))[0]).toMatchObject({ commit: 1 });
      await strict.close();
      await query('ALTER SYSTEM RESET synchronous_commit');
      await query('SELECT pg_reload_conf()');
    });

    it('[P12] stops recording when the server dies, and goes on when it is back, without losing or doubling anything', async () => {
      const entries = Array.from({ length: 40 }, (_, n) => message({ source: `s${n}`, seq: 1 }));
      const before = await journal.append(entries);
      await cluster.crash();
      await expect(journal.append([message({ seq: 1 })])).rejects.toMatchObject({ code: 'not-recording' });
      expect(journal.recording()).toBe(false);
      await cluster.start();
      await until(true);
      expect((await journal.append([...entries, message({ seq: 1 })])).map((o) => o.outcome)).toEqual([
        ...entries.map(() => 'duplicate'),
        'committed',
      ]);
      expect(journal.head()).toBe(before.length + 1);
      expect(journal.totals()).toMatchObject({ accepted: 41, duplicates: 40 });
    });

    it('[P12] a frozen server shows as not recording, and what it then confirms counts', async () => {
      const [backend] = await query<{ pid: number }>(`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid IS NOT NULL AND pid IN
        (SELECT pid FROM pg_stat_activity WHERE application_name = 'relight' AND query LIKE '%') ORDER BY pid DESC LIMIT 1`);
      if (!backend) throw new Error('the writing connection holds a lock');
      process.kill(backend.pid, 'SIGSTOP');
      const waiting = journal.append([message({ seq: 1 })]);
      await until(false);
      process.kill(backend.pid, 'SIGCONT');
      await expect(waiting).resolves.toMatchObject([{ outcome: 'committed', commit: 1 }]);
      await until(true);
    });

    it('[P17] names damage to the rows and to the audit chain', async () => {
      await journal.append([message({ seq: 1 }), message({ seq: 2 }), message({ seq: 3 }), message({ seq: 3, says: 'other' })]);
      for (const id of ['c1', 'c2', 'c3']) await journal.append([{ ...command(id), audit: note('outage.confirm', { before: id }) }]);
      await journal.record([{ commit: 2, ordinal: 0, type: 't', about: null, at: 1, body: {} }], 6);
      const head = journal.auditHead();
      const problems = async () =>
        (await verifyPostgresJournal({ url: cluster.url, schema, heads: [head] })).problems.map(
          ({ where, row, what }) => `${where} ${row}: ${what}`,
        );
      expect(await problems()).toEqual([]);
      await query(`UPDATE ${schema}.audit SET who = 'eve' WHERE sequence = 2`);
      expect(await problems()).toEqual(['audit 2: was changed, or a row before it was removed or moved']);
      await query(`DELETE FROM ${schema}.audit WHERE sequence > 1`);
      expect(await problems()).toContain('audit 2: is missing: the chain once reached row 3');
      await query(`DELETE FROM ${schema}.inbox WHERE commit_no = 2`);
      expect((await problems()).slice(0, 3)).toEqual([
        'inbox 2: is missing',
        'facts 2: has facts but no row in the inbox',
        'counters null: accepted says 3, the rows say 2',
      ]);
    });

    it('[P14] a server that was taken over cannot write any more', async () => {
      await query(`UPDATE ${schema}.journal_head SET token = token + 1`);
      await expect(journal.append([message({ seq: 1 })])).rejects.toThrow('another Relight has taken over');
      expect(await query(`SELECT * FROM ${schema}.inbox`)).toEqual([]);
    });

    it('[P1] a connection lost during COMMIT is looked up: what came through is acknowledged once', async () => {
      const proxy = await startCuttingProxy(cluster.port);
      const behind = await openPostgresJournal({
        url: cluster.url.replace(String(cluster.port), String(proxy.port)),
        schema: newSchema(),
        ...settings,
      });
      await behind.append([message({ seq: 1 })]);
      proxy.cutAfterCommit();
      expect(await behind.append([message({ seq: 2 })])).toMatchObject([{ outcome: 'committed', commit: 2 }]);
      expect(proxy.cuts()).toBe(1);
      proxy.cutBeforeCommit();
      await expect(behind.append([message({ seq: 3 })])).rejects.toMatchObject({ code: 'not-recording' });
      await expect.poll(() => behind.recording()).toBe(true);
      expect(await behind.append([message({ seq: 3 })])).toMatchObject([{ outcome: 'committed', commit: 3 }]);
      expect(behind.totals()).toMatchObject({ received: 3, accepted: 3 });
      await behind.close();
      await proxy.stop();
    });
  });
});
