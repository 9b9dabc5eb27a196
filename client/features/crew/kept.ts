/** What the phone last knew, so that the page opens without a line: who is signed in, the jobs, the crews, the clock. */

import * as z from 'zod';
import type { Delta } from '../../../shared/delta.ts';
import { crewRecord } from '../../../shared/records/crew.ts';
import { jobRecord } from '../../../shared/records/job.ts';
import { formatTime } from '../../../shared/time.ts';
import { configurationSchema, signedInSchema } from '../../live/configuration.ts';
import type { RecordStore } from '../../live/recordStore.ts';
import type { CrewShelf } from './outboxShelf.ts';

const session = z.object({ person: signedInSchema, configuration: configurationSchema });
const records = z.object({
  user: z.string(),
  job: z.array(jobRecord),
  crew: z.array(crewRecord),
  /** The server's clock and the phone's at that moment, epoch milliseconds, and how fast the server's ran. */
  asOf: z.number(),
  wall: z.number(),
  speed: z.number().nullable(),
});

export type KeptSession = z.infer<typeof session>;
export type KeptRecords = z.infer<typeof records>;

export const keepSession = (shelf: CrewShelf, value: KeptSession): Promise<void> => shelf.keep('session', value);

export async function keptSession(shelf: CrewShelf): Promise<KeptSession | null> {
  const checked = session.safeParse(await shelf.kept('session'));
  return checked.success ? checked.data : null;
}

export const keepRecords = (shelf: CrewShelf, value: KeptRecords): Promise<void> => shelf.keep('records', value);

/** Null when nothing was kept, or for another person. */
export async function keptRecords(shelf: CrewShelf, user: string): Promise<KeptRecords | null> {
  const checked = records.safeParse(await shelf.kept('records'));
  return checked.success && checked.data.user === user ? checked.data : null;
}

/** Puts them into the store as if they had just come; the first real delta replaces them. */
export function restoreRecords(store: RecordStore, { job, crew, asOf }: KeptRecords): void {
  const delta: Delta = {
    journal: 'kept',
    from: 0,
    to: 0,
    asOf: formatTime(Math.round(asOf)),
    reset: true,
    recording: true,
    clockSpeed: null,
    upserts: { job, crew },
    removals: [],
  };
  store.apply(delta, performance.now());
}
