/** Takes photos of repairs: judged and cleaned first, then journalled, so that the board shows them like any other change (rules R14, R15). */

import * as z from 'zod';
import type { RepairCommand } from '../shared/commands/repairCommands.ts';
import type { Actor } from '../shared/roles.ts';
import { formatTime, parseTime } from '../shared/time.ts';
import type { PhotoStore, StoreRefusal } from './adapters/photos/photoStore.ts';
import type { Core } from './domain/core.ts';
import type { PhotoOutcome, Photos, PhotoUpload } from './photoPorts.ts';
import type { Clock, CommandResult, Journal } from './ports.ts';

export type PhotosOptions = {
  readonly store: PhotoStore;
  readonly journal: Pick<Journal, 'document' | 'putDocuments' | 'recording' | 'appendAudit'>;
  readonly core: Pick<Core, 'check' | 'view'>;
  /** The command door for what the server says itself. */
  readonly execute: (payload: unknown, actor: Actor) => Promise<CommandResult>;
  readonly maySee: (job: string, actor: Actor) => boolean;
  readonly clock: Clock;
  readonly perJob?: number;
};

const KIND = 'photo';
const PER_JOB = 60;

const SENTENCES: Readonly<Record<StoreRefusal | 'idempotency-conflict', string>> = {
  'too-large': 'a picture has at most 10 MiB',
  timeout: 'the picture did not arrive in time; send it again',
  'disk-full': 'there is no room for pictures at the moment; the phone keeps it and tries again',
  quota: 'the quota for pictures is reached',
  'content-type': 'send the picture itself, as image/jpeg, image/png or image/webp',
  'image-type': 'this is no JPEG, PNG or WebP picture, or not the one its content type names',
  'image-decode': 'the photo is damaged, please take it again',
  'image-pixels': 'a picture has at most 25 megapixels',
  'image-worker': 'the picture could not be worked on; send a smaller one',
  'idempotency-conflict': 'this photo id holds another picture',
};

const kept = z.object({ file: z.string(), sha256: z.string(), command: z.json() });
type Kept = z.infer<typeof kept>;

const keyOf = (job: string, photo: string): string => `${job}/${photo}`;

export function createPhotos({ store, journal, core, execute, maySee, clock, perJob = PER_JOB }: PhotosOptions): Photos {
  const underWay = new Map<string, Promise<unknown>>();
  const refuse = (code: string, message: string): PhotoOutcome => ({ ok: false, code, message });

  async function known(key: string): Promise<Kept | null> {
    const text = await journal.document(KIND, key);
    const parsed = text === null ? null : kept.safeParse(JSON.parse(text));
    return parsed?.success ? parsed.data : null;
  }

  function commandFor(
    upload: PhotoUpload,
    picture: { readonly width: number; readonly height: number; readonly bytes: number },
  ): RepairCommand {
    const { job, photo, moment, step, lon, lat, client } = upload;
    const taken = upload.takenAt === undefined ? null : parseTime(upload.takenAt);
    const { width, height, bytes } = picture;
    return {
      type: 'job.addPhoto',
      id: `photo/${keyOf(job, photo)}`,
      job,
      occurredAt: formatTime(taken?.ok ? Math.min(taken.ms, clock.now()) : clock.now()),
      photo: { id: photo, moment, width, height, bytes },
      ...(step === undefined ? {} : { step }),
      ...(lon === undefined || lat === undefined ? {} : { lon, lat }),
      ...(client === undefined ? {} : { client }),
    };
  }

  /** Somebody asks for what is not theirs: the answer is that of a job that does not exist, and the question is written down. */
  async function turnAway({ job, photo, actor }: PhotoUpload): Promise<PhotoOutcome> {
    const note = {
      who: actor.user,
      role: actor.role,
      session: null,
      from: null,
      action: 'photo.refused',
      object: job,
      reason: photo,
      before: null,
      after: null,
    };
    await journal.appendAudit(clock.now(), [note]);
    return refuse('not-found', 'there is no such job');
  }

  async function put(upload: PhotoUpload): Promise<PhotoOutcome> {
    const { job: id, photo, actor } = upload;
    if (!journal.recording()) return refuse('not-recording', 'nothing can be written down at the moment');
    const job = core.view.desks.repairs.job(id);
    if (!job || !maySee(id, actor)) return turnAway(upload);
    const key = keyOf(id, photo);
    const before = await known(key);
    const shown = job.photos.some((each) => each.id === photo);
    if (before === null && job.photos.length >= perJob) return refuse('quota', `a job has at most ${perJob} photos`);
    const result = await store.keep({ body: upload.body, contentType: upload.contentType, known: before?.sha256 ?? null });
    if (!result.ok) return refuse(result.reason, SENTENCES[result.reason]);
    const { picture } = result;
    if (picture === 'same') {
      // A server that ended between file and row left the row out.
      return shown || before === null
        ? { ok: true, revision: job.revision, stored: false, flags: [] }
        : show(before.command, actor, false, []);
    }
    const command = commandFor(upload, picture);
    const refusal = core.check(command, actor);
    if (refusal) {
      await store.remove(picture.file);
      return refuse(refusal.code, refusal.message);
    }
    try {
      await journal.putDocuments(KIND, [
        { id: key, at: clock.now(), body: JSON.stringify({ file: picture.file, sha256: picture.sha256, command } satisfies Kept) },
      ]);
    } catch (error) {
      await store.remove(picture.file);
      throw error;
    }
    return show(command, actor, true, picture.metadataRemoved ? ['metadata-removed'] : []);
  }

  async function show(command: unknown, actor: Actor, stored: boolean, flags: readonly string[]): Promise<PhotoOutcome> {
    const done = await execute(command, actor);
    return done.ok ? { ok: true, revision: done.revision, stored, flags } : refuse(done.code, done.message);
  }

  return {
    /** The same id twice at once: the second one waits and finds the first. */
    async put(upload) {
      const key = keyOf(upload.job, upload.photo);
      const before = underWay.get(key) ?? Promise.resolve();
      const now = before.then(
        () => put(upload),
        () => put(upload),
      );
      underWay.set(key, now);
      try {
        return await now;
      } finally {
        if (underWay.get(key) === now) underWay.delete(key);
      }
    },
    async find(job, photo, thumbnail, actor) {
      if (!maySee(job, actor)) return null;
      const found = await known(keyOf(job, photo));
      return found && store.path(found.file, thumbnail);
    },
  };
}
