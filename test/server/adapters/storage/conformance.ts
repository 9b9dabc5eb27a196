/** What every storage technology must do behind the journal port: one suite, run over each. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboxRow, Journal } from '../../../../server/ports.ts';
import { command, fact, message, note, numbered, refused } from './entries.ts';

/** A place for one journal that can be opened again after closing. */
export type JournalPlace = { open(): Promise<Journal>; remove(): Promise<void> };

export function describeJournal(technology: string, createPlace: () => Promise<JournalPlace>): void {
  describe(`the journal over ${technology}`, () => {
    let place: JournalPlace;
    let journal: Journal;

    beforeEach(async () => {
      place = await createPlace();
      journal = await place.open();
    });
    afterEach(async () => {
      await journal.close();
      await place.remove();
    });

    async function reopen(): Promise<void> {
      await journal.close();
      journal = await place.open();
    }

    async function allRows(): Promise<readonly InboxRow[]> {
      return journal.inboxAfter(0, 100_000);
    }

    it('gives numbers without holes in the order of the entries, and refusals none', async () => {
      const outcomes = await journal.append([
        message({ seq: 1 }),
        refused('not-json'),
        message({ seq: 2 }),
        command('c1'),
        message({ seq: 2 }),
      ]);
      expect(outcomes).toEqual([
        { outcome: 'committed', commit: 1, flags: [] },
        { outcome: 'rejected' },
        { outcome: 'committed', commit: 2, flags: [] },
        { outcome: 'committed', commit: 3, flags: [] },
        { outcome: 'duplicate', commit: 2 },
      ]);
      expect(journal.head()).toBe(3);
      expect((await allRows()).map((row) => row.commit)).toEqual([1, 2, 3]);
    });

    it('keeps the bytes and everything beside them', async () => {
      const bytes = new Uint8Array([0, 255, 1, 254]);
      const view = bytes.subarray(1, 3);
      await journal.append([message({ seq: 1 }, { payload: view, flags: ['time-old'], decoded: '[1]', topic: "grid/v1/-/switch/o'cb" })]);
      const row = await journal.inboxRow(1);
      expect(row).toMatchObject({
        commit: 1,
        type: 'message',
        kind: 'switch',
        sender: 'rtu',
        broker: 'embedded',
        flags: ['time-old'],
        decoded: '[1]',
      });
      expect(row?.topic).toBe("grid/v1/-/switch/o'cb");
      expect([...(row?.payload ?? [])]).toEqual([255, 1]);
      expect(row?.receivedAt).toBe(message().receivedAt);
      expect(await journal.inboxRow(2)).toBeNull();
    });

    it('[E12] recognises repeats within one batch, in later ones and after reopening', async () => {
      const [one, two] = [message({ seq: 12, eventId: 'e-12' }), message({ eventId: 'x' })];
      expect((await journal.append([one, one, two, message()])).map((o) => o.outcome)).toEqual([
        'committed',
        'duplicate',
        'committed',
        'committed',
      ]);
      await reopen();
      expect(await journal.append([two, one, message()])).toEqual([
        { outcome: 'duplicate', commit: 2 },
        { outcome: 'duplicate', commit: 1 },
        { outcome: 'duplicate', commit: 3 },
      ]);
    });

    it('[E13] keeps the second of two contradicting events as a rejection and counts it as a duplicate', async () => {
      const outcomes = await journal.append([
        message({ seq: 12, eventId: 'e-12' }),
        message({ seq: 13, eventId: 'e-12', says: 'closed' }),
        message({ source: 'b', seq: 1 }),
        message({ source: 'b', seq: 1, says: 'closed' }),
      ]);
      expect(outcomes[1]).toEqual({ outcome: 'conflict', commit: 1, reason: 'event-id-conflict' });
      expect(outcomes[3]).toEqual({ outcome: 'conflict', commit: 2, reason: 'seq-conflict' });
      const { total, items } = await journal.rejections(10);
      expect(total).toBe(2);
      expect(items.map((item) => item.reason)).toEqual(['seq-conflict', 'event-id-conflict']);
      expect(journal.totals()).toEqual({ received: 4, accepted: 2, duplicates: 2, rejected: 0, ignored: 0 });
    });

    it('[E14] flags gaps, restarts and late events, and remembers the source over a restart', async () => {
      const at = (n: number) => 1_767_607_200_000 + n;
      await journal.append([message({ seq: 10, at: at(1) })]);
      await reopen();
      const outcomes = await journal.append([
        message({ seq: 12, at: at(3) }),
        message({ seq: 11, at: at(2) }),
        message({ seq: 1, at: at(4) }),
        message({ seq: 10, at: at(1) }),
      ]);
      expect(outcomes).toMatchObject([
        { flags: ['seq-gap'] },
        { flags: ['late'] },
        { flags: ['seq-reset'] },
        { outcome: 'duplicate', commit: 1 },
      ]);
      expect((await journal.inboxRow(2))?.flags).toEqual(['seq-gap']);
      expect(journal.reasons().get('seq-reset')).toBe(1);
    });

    it('carries out a command once', async () => {
      expect(await journal.append([command('c1'), command('c1'), command('c1', 'something else')])).toEqual([
        { outcome: 'committed', commit: 1, flags: [] },
        { outcome: 'duplicate', commit: 1 },
        { outcome: 'conflict', commit: 1, reason: 'idempotency-conflict' },
      ]);
      expect(await journal.findCommand('c1', Buffer.from('confirm'))).toEqual({ outcome: 'duplicate', commit: 1 });
      expect(await journal.findCommand('c1', Buffer.from('else'))).toEqual({ outcome: 'conflict', commit: 1 });
      expect(await journal.findCommand('c2', Buffer.from('confirm'))).toBeNull();
      expect(journal.totals().received).toBe(0);
    });

    it('accounts for every message: received = accepted + duplicates + rejected, also after reopening', async () => {
      await journal.append([...numbered(5), ...numbered(3), refused('not-json'), refused('not-json'), refused('time-format')]);
      journal.countIgnored('ping');
      const expected = { received: 11, accepted: 5, duplicates: 3, rejected: 3, ignored: 1 };
      expect(journal.totals()).toEqual(expected);
      await reopen();
      expect(journal.totals()).toEqual(expected);
      expect(Object.fromEntries(journal.reasons())).toEqual({ duplicate: 3, 'not-json': 2, 'time-format': 1, ping: 1 });
    });

    it('gives concurrent appends one order that everybody agrees on', async () => {
      const appends = Array.from({ length: 60 }, (_, source) =>
        journal.append(Array.from({ length: 7 }, (_, i) => message({ source: `s${source}`, seq: i + 1, at: 1_767_607_200_000 + i }))),
      );
      const commits = (await Promise.all(appends)).map((outcomes) => outcomes.map((o) => (o.outcome === 'committed' ? o.commit : -1)));
      expect(commits.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 420 }, (_, i) => i + 1));
      for (const own of commits) expect(own).toEqual(own.toSorted((a, b) => a - b));
      expect((await allRows()).map((row) => row.commit)).toEqual(Array.from({ length: 420 }, (_, i) => i + 1));
    });

    it('writes more than one transaction holds', async () => {
      const outcomes = await journal.append(numbered(2_345));
      expect(outcomes.at(-1)).toMatchObject({ commit: 2_345 });
      expect(await journal.inboxAfter(2_000, 100)).toHaveLength(100);
      expect((await journal.inboxAfter(2_340, 100)).map((row) => row.commit)).toEqual([2_341, 2_342, 2_343, 2_344, 2_345]);
    });

    it('records facts with how far they reach, and a repeated fact once', async () => {
      await journal.append(numbered(3));
      await journal.record([fact(1), fact(1, 1, null), fact(2)], 2);
      await journal.record([fact(2), fact(3)], 3);
      expect(journal.appliedUpTo()).toBe(3);
      expect(await journal.factsAbout('outage:7', 10)).toEqual([fact(1), fact(2), fact(3)]);
      expect(await journal.factsAbout('outage:7', 2)).toEqual([fact(2), fact(3)]);
      expect(await journal.factsAfter(0, 1)).toEqual([fact(1), fact(1, 1, null)]);
      expect(await journal.factsAfter(1, 10)).toEqual([fact(2), fact(3)]);
      await reopen();
      expect(journal.appliedUpTo()).toBe(3);
    });

    it('keeps the newest two snapshots and answers the newest', async () => {
      expect(await journal.latestSnapshot()).toBeNull();
      await journal.append(numbered(3));
      for (const commit of [1, 2, 3]) {
        await journal.saveSnapshot({ commit, takenAt: commit, version: 'v1', state: Buffer.from(`state ${commit}`.repeat(1_000)) });
      }
      await reopen();
      const snapshot = await journal.latestSnapshot();
      expect(snapshot).toMatchObject({ commit: 3, takenAt: 3, version: 'v1' });
      expect(Buffer.from(snapshot?.state ?? []).toString()).toBe('state 3'.repeat(1_000));
    });

    it('keeps documents by key and lists the newest first, page by page', async () => {
      await journal.putDocuments(
        'outage',
        [1, 2, 3, 4].map((n) => ({ id: `outage:${n}`, at: n < 3 ? 5 : n, body: `{"n":${n}}` })),
      );
      await journal.putDocuments('outage', [{ id: 'outage:4', at: 9, body: '{"n":44}' }]);
      await journal.putDocuments('user', [{ id: '__proto__', at: 1, body: '{}' }]);
      expect(await journal.document('outage', 'outage:4')).toBe('{"n":44}');
      expect(await journal.document('outage', 'outage:5')).toBeNull();
      expect(await journal.document('user', '__proto__')).toBe('{}');
      const first = await journal.documents('outage', 2);
      expect(first.map((d) => d.id)).toEqual(['outage:4', 'outage:2']);
      expect((await journal.documents('outage', 9, { at: 5, id: 'outage:2' })).map((d) => d.id)).toEqual(['outage:1', 'outage:3']);
    });

    it('lists rejections newest first, cut to a size, page by page', async () => {
      await journal.append([refused('not-json', 'x'.repeat(20_000)), refused('time-format'), refused('empty', '')]);
      const { total, items } = await journal.rejections(2);
      expect(total).toBe(3);
      expect(items.map((item) => item.reason)).toEqual(['empty', 'time-format']);
      const [last] = (await journal.rejections(2, items[1]?.id)).items;
      expect(last).toMatchObject({ reason: 'not-json', detail: 'because', source: 'rtu-7', topic: 'grid/v1/-/switch/cb' });
      expect(last?.payload.byteLength).toBe(8_192);
    });

    it('[J135] counts attempts until the row is applied, and sets a row aside without giving up its number', async () => {
      await journal.append(numbered(3));
      expect(await journal.beginAttempt(2)).toBe(1);
      await reopen();
      expect(await journal.beginAttempt(2)).toBe(2);
      await journal.setAside(2, 'poison', 'the core failed three times');
      await journal.setAside(2, 'poison', 'the core failed three times');
      expect((await journal.rejections(5)).items).toMatchObject([{ reason: 'poison' }]);
      expect((await journal.inboxRow(2))?.flags).toContain('poison');
      expect(journal.totals()).toMatchObject({ received: 3, accepted: 2, rejected: 1 });
      await journal.record([], 2);
      expect(await journal.beginAttempt(2)).toBe(1);
      await expect(journal.setAside(99, 'poison', '')).rejects.toThrow('there is no row 99');
    });

    it('[P17] chains audit rows with the command and for other actions', async () => {
      expect(journal.auditHead().sequence).toBe(0);
      await journal.append([{ ...command('c1'), audit: note('outage.confirm', { before: 'predicted', after: 'confirmed' }) }]);
      await journal.append([{ ...command('c1'), audit: note('outage.confirm') }]);
      await journal.appendAudit(5, [note('sign-in', { object: null }), note('reveal', { who: 'bo', reason: 'called back' })]);
      const rows = await journal.auditRows(10);
      expect(rows.map((row) => [row.sequence, row.commit, row.action])).toEqual([
        [3, null, 'reveal'],
        [2, null, 'sign-in'],
        [1, 1, 'outage.confirm'],
      ]);
      expect(rows[2]).toMatchObject({ who: 'ana', from: '127.0.0.1', before: 'predicted', after: 'confirmed' });
      expect(journal.auditHead()).toEqual({ sequence: 3, hash: rows[0]?.hash });
      expect((await journal.auditRows(10, undefined, { who: 'bo' })).map((row) => row.sequence)).toEqual([3]);
      expect((await journal.auditRows(1, 3)).map((row) => row.sequence)).toEqual([2]);
      await reopen();
      expect(journal.auditHead().sequence).toBe(3);
    });

    it('refuses only the write that cannot be stored', async () => {
      const bad = message({ seq: 1 }, { receivedAt: Number.NaN });
      const [first, second, third] = await Promise.allSettled([
        journal.append([message({ source: 'a', seq: 1 })]),
        journal.append([bad]),
        journal.append([message({ source: 'b', seq: 1 })]),
      ]);
      expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(journal.recording()).toBe(true);
      expect((await allRows()).map((row) => row.commit)).toEqual([1, 2]);
      expect(journal.totals().accepted).toBe(2);
    });

    it('forgets old rows behind the kept snapshots, and identities, but not the facts', async () => {
      const hour = 3_600_000;
      for (let n = 0; n < 4; n += 1) {
        await journal.append([
          message({ seq: n + 1, eventId: `e-${n}`, at: n * hour }, { receivedAt: n * hour }),
          message({ at: n * hour }, { receivedAt: n * hour }),
        ]);
      }
      await journal.record([fact(1)], 8);
      for (const commit of [5, 8]) await journal.saveSnapshot({ commit, takenAt: 0, version: 'v', state: new Uint8Array(1) });
      expect(await journal.compact({ inboxBefore: 3 * hour, identitiesBefore: hour })).toEqual({ inbox: 5, identities: 3 });
      expect((await allRows()).map((row) => row.commit)).toEqual([6, 7, 8]);
      expect(await journal.factsAbout('outage:7', 5)).toHaveLength(1);
      expect((await journal.append([message({ seq: 2, eventId: 'e-1', at: hour }, { receivedAt: 3 * hour })]))[0]).toMatchObject({
        outcome: 'duplicate',
        commit: 3,
      });
    });

    it('answers nothing after closing', async () => {
      await journal.close();
      await expect(journal.append([message()])).rejects.toMatchObject({ code: 'not-recording' });
      expect(journal.recording()).toBe(false);
      journal = await place.open();
    });

    it('keeps its id over a restart', async () => {
      const { id } = journal;
      await reopen();
      expect(journal.id).toBe(id);
    });
  });
}
