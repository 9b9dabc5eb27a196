/** The phone's outbox on a real shelf: in order, once, over reloads, with conflicts kept; photos lose what was embedded. */

import { afterEach, describe, expect, it } from 'vitest';
import { type OutboxItem, openOutbox, type Sent, type Wanted } from '../../client/features/crew/outbox.ts';
import { type CrewShelf, openCrewShelf } from '../../client/features/crew/outboxShelf.ts';
import { fitted, shrinkPhoto } from '../../client/features/crew/shrinkPhoto.ts';
import { until } from './support/until.ts';

const NAME = 'relight-crew-test';
let shelf: CrewShelf | null = null;

function closeShelf() {
  shelf?.close();
  shelf = null;
}
async function opened(): Promise<CrewShelf> {
  shelf ??= await openCrewShelf(NAME);
  return shelf;
}

afterEach(async () => {
  closeShelf();
  await new Promise((done) => {
    indexedDB.deleteDatabase(NAME).onsuccess = done;
  });
});

const note = (number: number): Wanted => ({
  kind: 'command',
  user: 'crew',
  at: 1_000_000 + number,
  job: 'job:1',
  command: { id: `note-${number}`, type: 'job.note', job: 'job:1', text: `note ${number}`, occurredAt: '2026-11-21T18:00:00.000Z' },
});
const photo = (number: number): Wanted => ({
  kind: 'photo',
  user: 'crew',
  at: 1_000_000 + number,
  job: 'job:1',
  photo: `photo-${number}`,
  step: 'arrived',
  moment: 'before',
  lon: null,
  lat: null,
  picture: new Blob([new Uint8Array([1, 2, number])], { type: 'image/jpeg' }),
});
const nameOf = (item: OutboxItem) => (item.kind === 'photo' ? item.photo : item.command.id);

async function open(answer: (item: OutboxItem) => Sent) {
  const tried: string[] = [];
  const outbox = await openOutbox({
    shelf: await opened(),
    user: 'crew',
    async post(item) {
      tried.push(nameOf(item));
      return answer(item);
    },
  });
  return { outbox, tried };
}

describe('[R3] [R15] the outbox', () => {
  it('sends ten steps and twenty photos once each, in the order in which they happened, also after a reload', async () => {
    const first = await open(() => ({ outcome: 'later' }));
    const all = Array.from({ length: 30 }, (_, number) => (number % 3 === 0 ? note(number) : photo(number)));
    for (const item of all) await first.outbox.add(item);
    await until(() => !first.outbox.picture().sending);
    expect(first.outbox.picture().items).toHaveLength(30);
    closeShelf();
    const second = await open(() => ({ outcome: 'taken' }));
    expect(second.outbox.picture().items).toHaveLength(30);
    await second.outbox.send();
    const names = all.map((item) => (item.kind === 'photo' ? item.photo : item.command.id));
    expect(second.tried).toEqual(names);
    expect(second.outbox.picture().items).toEqual([]);
    expect(await (await opened()).all()).toEqual([]);
  });

  it('keeps the same id when an answer got lost, so that the server does it once', async () => {
    let lost = true;
    const { outbox, tried } = await open(() => {
      const outcome = lost ? 'later' : 'taken';
      lost = false;
      return { outcome };
    });
    await outbox.add(note(1));
    await until(() => outbox.picture().stopped === 'later');
    await outbox.send();
    expect(tried).toEqual(['note-1', 'note-1']);
  });

  it('keeps what was refused until it has been seen, and goes on with the rest', async () => {
    const { outbox, tried } = await open((item) =>
      nameOf(item) === 'note-1' ? { outcome: 'refused', code: 'conflict', message: 'changed meanwhile' } : { outcome: 'taken' },
    );
    await outbox.add(note(1));
    await outbox.add(note(2));
    await until(() => tried.includes('note-2') && !outbox.picture().sending);
    expect(outbox.picture().items.map(nameOf)).toEqual(['note-1']);
    expect(outbox.picture().items[0]?.conflict).toEqual({ code: 'conflict', message: 'changed meanwhile' });
    await outbox.discard(outbox.picture().items[0]?.seq ?? -1);
    expect(outbox.picture().items).toEqual([]);
  });

  it('does not send what another person left on the phone, and does not overwrite it', async () => {
    const mine = await open(() => ({ outcome: 'later' }));
    await mine.outbox.add(note(1));
    const theirs = await openOutbox({
      shelf: shelf ?? (await openCrewShelf(NAME)),
      user: 'other',
      post: async () => ({ outcome: 'later' }),
    });
    expect(theirs.picture().items).toEqual([]);
    await theirs.add({ ...note(1), user: 'other' });
    expect(await (await opened()).all()).toHaveLength(2);
  });
});

describe('[R15] photos', () => {
  it('fit into 1600 pixels and are never enlarged', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 });
    expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
  });

  it('are drawn anew: no EXIF, no position, no XMP is left', async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2400;
    canvas.height = 1200;
    canvas.getContext('2d')?.fillRect(0, 0, 1200, 600);
    const plain = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
    const bytes = new Uint8Array(await (plain ?? new Blob()).arrayBuffer());
    const secret = new TextEncoder().encode('Exif\0\0MM GPS secret http://ns.adobe.com/xap/1.0/');
    const segment = new Uint8Array([0xff, 0xe1, 0, secret.length + 2, ...secret]);
    const marked = new Blob([bytes.slice(0, 2), segment, bytes.slice(2)], { type: 'image/jpeg' });
    expect(await marked.text()).toContain('secret');
    const small = await shrinkPhoto(marked);
    const text = await small.text();
    expect(text).not.toContain('Exif');
    expect(text).not.toContain('secret');
    const shown = await createImageBitmap(small);
    expect([shown.width, shown.height, small.type]).toEqual([1600, 800, 'image/jpeg']);
  });

  it('refuses what is no picture', async () => {
    await expect(shrinkPhoto(new Blob(['no picture']))).rejects.toThrow();
  });
});
