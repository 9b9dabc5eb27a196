/** How much of a promise is left: a sign, a word and a countdown to the second near the end; colour never speaks alone (rule R9). */

import { useTranslations } from 'use-intl';
import type { JobClock } from '../../../shared/records/job.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';

/** Minutes and seconds in the last ten minutes, so that a countdown is seen to run. */
const FINE_MS = 10 * 60_000;

export function clockLook(clock: JobClock, now: number): 'paused' | JobClock['level'] {
  if (clock.stoppedAt !== null) return clock.level;
  if (clock.pause !== null && clock.pause.approvedBy !== null) return 'paused';
  // The level is the server's; between two of its deltas only time passes.
  if (now >= Date.parse(clock.dueAt)) return 'breach';
  return now >= Date.parse(clock.amberAt) && clock.level === 'running' ? 'amber' : clock.level;
}

export function ClockText({ clock }: { clock: JobClock | null }) {
  const t = useTranslations('repairs.clock');
  const format = useFormat();
  const now = useNow();
  if (!clock) return <span className="muted">{t('none')}</span>;
  const look = clockLook(clock, now);
  const end = clock.stoppedAt === null ? now : Date.parse(clock.stoppedAt);
  const left = Date.parse(clock.dueAt) - end;
  const span = Math.abs(left);
  const fine = clock.stoppedAt === null && span < FINE_MS && span >= 60_000;
  const duration = fine ? `${Math.floor(span / 60_000)}:${String(Math.floor(span / 1000) % 60).padStart(2, '0')}` : format.duration(span);
  const name = t(`name.${clock.clock}`);
  return (
    <span className="job-clock" data-look={look} title={t('due', { name, time: format.full(Date.parse(clock.dueAt)) })}>
      <span className="clock-sign" aria-hidden="true">
        {look === 'breach' || look === 'breached' ? '!' : look === 'amber' ? '◔' : look === 'paused' ? '‖' : look === 'met' ? '✓' : '○'}
      </span>
      <span className="cut">{t(look, { name, duration })}</span>
    </span>
  );
}
