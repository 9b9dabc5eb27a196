/** Puts what the crew did into the outbox: with its own time, the job as it was seen, and where the phone stood. */

import { useCallback, useState } from 'react';
import type { RepairCommand } from '../../../shared/commands/repairCommands.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { formatTime } from '../../../shared/time.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { uniqueId } from '../../live/uniqueId.ts';
import { useCrewing } from './CrewContext.tsx';
import { askPosition, type Position } from './position.ts';
import { shrinkPhoto } from './shrinkPhoto.ts';

type OnJob = Extract<RepairCommand, { readonly job: string }>;
type Own = 'id' | 'job' | 'occurredAt' | 'expectedRevision' | 'client' | 'lon' | 'lat';
type WithoutOwn<T> = T extends OnJob ? Omit<T, Own> : never;
/** A command about a job, without what every one of them carries. */
export type Deed = WithoutOwn<OnJob>;

/** Less than this left on the phone is said before it fails, bytes. */
const LEAST_ROOM = 20_000_000;

export type Trouble = 'full' | 'no-picture' | 'nearly-full';

export type Doing = {
  /** What went wrong on the phone itself, null when nothing did. */
  readonly trouble: Trouble | null;
  act(job: JobRecord, deed: Deed, where?: Position | null): Promise<void>;
  photograph(job: JobRecord, step: JobRecord['status'], moment: 'before' | 'after' | 'other', file: Blob): Promise<void>;
};

export function useDo(): Doing {
  const { outbox, phone } = useCrewing();
  const { clock, person } = useLive();
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const act = useCallback<Doing['act']>(
    async (job, deed, where = null) => {
      const at = Math.round(clock.now());
      const command = {
        ...deed,
        id: uniqueId(),
        job: job.id,
        occurredAt: formatTime(at),
        expectedRevision: job.revision,
        client: phone,
        ...(where ?? {}),
      };
      await outbox
        .add({ kind: 'command', user: person.user, at, job: job.id, command })
        .then(() => setTrouble(null))
        .catch(() => setTrouble('full'));
    },
    [outbox, phone, clock, person.user],
  );

  const photograph = useCallback<Doing['photograph']>(
    async (job, step, moment, file) => {
      const at = Math.round(clock.now());
      const [picture, where] = await Promise.all([shrinkPhoto(file).catch(() => null), askPosition()]);
      if (!picture) return setTrouble('no-picture');
      const item = {
        kind: 'photo' as const,
        user: person.user,
        at,
        job: job.id,
        photo: uniqueId(),
        step,
        moment,
        lon: where?.lon ?? null,
        lat: where?.lat ?? null,
        picture,
      };
      try {
        await outbox.add(item);
        const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
        setTrouble(quota - usage < LEAST_ROOM ? 'nearly-full' : null);
      } catch {
        setTrouble('full');
      }
    },
    [outbox, clock, person.user],
  );
  return { trouble, act, photograph };
}
