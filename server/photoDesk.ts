/** Opens the folder of photos, starts the picture program when the first one comes, and forgets old ones. */

import { resolve } from 'node:path';
import { openPhotoStore } from './adapters/photos/photoStore.ts';
import { createPictureCleaner } from './adapters/photos/pictureCleaner.ts';
import type { OwnDoor } from './commandDoor.ts';
import type { Core } from './domain/core.ts';
import type { Photos } from './photoPorts.ts';
import { createPhotos } from './photos.ts';
import type { Clock, Journal } from './ports.ts';
import { programFile } from './programFile.ts';
import type { RepairBoard } from './viewerPorts.ts';

export type PhotoDeskOptions = {
  readonly folder: string;
  readonly journal: Journal;
  readonly core: Pick<Core, 'check' | 'view'>;
  readonly door: OwnDoor;
  readonly board: Pick<RepairBoard, 'maySeeJob'>;
  readonly clock: Clock;
  readonly failed: (error: unknown) => void;
};

const SWEEP_MS = 3_600_000;
/** Pictures are kept for ninety days. */
const KEPT_MS = 90 * 24 * 3_600_000;

export async function startPhotos({ folder, journal, core, door, board, clock, failed }: PhotoDeskOptions): Promise<{
  readonly photos: Photos;
  stop(): Promise<void>;
}> {
  const cleaner = createPictureCleaner({ program: programFile('server/adapters/photos/pictureProgram.js') });
  const store = await openPhotoStore({ folder: resolve(folder), cleaner });
  const timer = setInterval(() => store.sweep(Date.now() - KEPT_MS).catch(failed), SWEEP_MS);
  timer.unref();
  return {
    photos: createPhotos({ store, journal, core, execute: door.executeOwn, maySee: board.maySeeJob, clock }),
    async stop() {
      clearInterval(timer);
      await store.stop();
    },
  };
}
