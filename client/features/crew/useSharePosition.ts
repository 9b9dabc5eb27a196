/** Tells where the crew is while a job is active and the page is open; nothing is kept for later (rule R16). */

import { useEffect } from 'react';
import * as z from 'zod';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { formatTime } from '../../../shared/time.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { uniqueId } from '../../live/uniqueId.ts';
import { askPosition } from './position.ts';

const EVERY_MS = 30_000;
const ACTIVE = new Set<JobRecord['status']>(['en-route', 'arrived', 'assessing', 'repairing']);
const anything = z.unknown();

export function useSharePosition(crew: CrewRecord | null, job: JobRecord | null): void {
  const { api, clock } = useLive();
  const id = crew?.id ?? null;
  const active = job !== null && ACTIVE.has(job.status);
  useEffect(() => {
    if (id === null || !active) return;
    const tell = async () => {
      const where = await askPosition();
      if (!where || !navigator.onLine) return;
      await api.post(
        '/api/v1/commands',
        { id: uniqueId(), type: 'crew.position', crew: id, ...where, occurredAt: formatTime(Math.round(clock.now())) },
        anything,
      );
    };
    void tell();
    const timer = setInterval(() => void tell(), EVERY_MS);
    return () => clearInterval(timer);
  }, [api, clock, id, active]);
}
