/** What is left of the promise, in words for the crew. */

import { useTranslations } from 'use-intl';
import type { JobClock } from '../../../shared/records/job.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';

export function PromiseText({ clock }: { clock: JobClock | null }) {
  const t = useTranslations('crew.promise');
  const format = useFormat();
  const now = useNow();
  if (!clock || clock.stoppedAt !== null) return null;
  const left = Date.parse(clock.dueAt) - now;
  const look = left < 0 ? 'late' : now >= Date.parse(clock.amberAt) ? 'soon' : 'fine';
  return (
    <span className="crew-promise" data-look={look}>
      {t(left < 0 ? 'late' : 'left', {
        name: t.has(`name.${clock.clock}`) ? t(`name.${clock.clock}`) : clock.clock,
        duration: format.duration(Math.abs(left)),
        time: format.clock(Date.parse(clock.dueAt), now),
      })}
    </span>
  );
}
