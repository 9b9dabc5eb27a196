/** Photos between their files and the journal: a quota, one row each, and nothing half there when one of the two fails. */

import { describe, expect, it } from 'vitest';
import type { PhotoStore } from '../../server/adapters/photos/photoStore.ts';
import { createPhotos } from '../../server/photos.ts';
import type { CommandResult } from '../../server/ports.ts';
import { commandSchemas } from '../../shared/commands.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { DISPATCHER, trip, type Yard } from './domain/repairs/yard.ts';
import { moment } from './domain/stage.ts';

const addPhoto = commandSchemas['job.addPhoto'];

/** Files are names in a set; what is sent is one number of bytes, and its own fingerprint. */
function rig(place: Yard, perJob = 3) {
  const files = new Set<string>();
  const journal = createMemoryJournal();
  let commit = 1_000;
  let broken = false;
  const store: PhotoStore = {
    async keep({ body, known }) {
      let sha256 = '';
      for await (const chunk of body) sha256 += Buffer.from(chunk).toString('hex');
      if (known !== null) return known === sha256 ? { ok: true, picture: 'same' } : { ok: false, reason: 'idempotency-conflict' };
      const file = `file-${files.size + 1}`;
      files.add(file);
      return { ok: true, picture: { file, sha256, width: 8, height: 8, bytes: 9, metadataRemoved: true } };
    },
    async remove(file) {
      files.delete(file);
    },
    path: (file) => `/photos/${file}`,
    sweep: async () => 0,
    bytes: () => 0,
    stop: async () => undefined,
  };
  const photos = createPhotos({
    store,
    journal,
    core: place.core,
    async execute(payload, actor): Promise<CommandResult> {
      if (broken) return { ok: false, code: 'not-recording', message: 'no' };
      const command = addPhoto.parse(payload);
      commit += 1;
      const { refusal } = place.core.apply({ type: 'command', commit, receivedAt: moment(200), command, actor });
      return refusal ? { ok: false, ...refusal } : { ok: true, revision: commit };
    },
    maySee: (job) => job !== 'job:other',
    clock: { now: () => moment(200), simulated: false, speed: () => null },
    perJob,
  });
  const put = (photo: string, byte: number, job = 'job:1') =>
    photos.put({
      job,
      photo,
      actor: DISPATCHER,
      contentType: 'image/jpeg',
      body: sent(byte),
      moment: 'before',
      takenAt: '2026-01-05T10:02:00.000Z',
    });
  function breakDoor(now: boolean): void {
    broken = now;
  }
  return { files, journal, put, find: photos.find, breakDoor };
}

async function* sent(byte: number): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(byte);
}

describe('photos of a job', () => {
  it('[P18] are taken up to the quota; the next one is refused before a file is written', async () => {
    const { put, files } = rig(trip(), 2);
    for (const n of [1, 2]) expect(await put(`p-${n}`, n)).toMatchObject({ ok: true, stored: true, flags: ['metadata-removed'] });
    expect(await put('p-3', 3)).toMatchObject({ ok: false, code: 'quota' });
    expect(await put('p-2', 2)).toMatchObject({ ok: true, stored: false });
    expect(files.size).toBe(2);
  });

  it('[R15] are there once, whether they come twice one after the other or at the same time', async () => {
    const place = trip();
    const { put, files } = rig(place);
    const answers = await Promise.all([put('p-1', 1), put('p-1', 1), put('p-1', 9)]);
    expect(answers.map((answer) => (answer.ok ? answer.stored : answer.code))).toEqual([true, false, 'idempotency-conflict']);
    expect(place.job().photos).toHaveLength(1);
    expect(place.job().photos[0]).toMatchObject({ takenAt: '2026-01-05T10:02:00.000Z', moment: 'before' });
    expect(files.size).toBe(1);
  });

  it('[P12] whose row was lost are shown when they come again', async () => {
    const place = trip();
    const { put, breakDoor } = rig(place);
    breakDoor(true);
    expect(await put('p-1', 1)).toMatchObject({ ok: false, code: 'not-recording' });
    expect(place.job().photos).toHaveLength(0);
    breakDoor(false);
    expect(await put('p-1', 1)).toMatchObject({ ok: true });
    expect(place.job().photos).toHaveLength(1);
  });

  it('[V1] of a job that is not for this person are those of no job, and the question is written down', async () => {
    const { put, find, journal, files } = rig(trip());
    expect(await put('p-1', 1, 'job:other')).toMatchObject({ ok: false, code: 'not-found' });
    expect(await find('job:other', 'p-1', false, DISPATCHER)).toBeNull();
    expect(files.size).toBe(0);
    expect((await journal.auditRows(5)).map(({ action, object }) => [action, object])).toEqual([['photo.refused', 'job:other']]);
  });
});
