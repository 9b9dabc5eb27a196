/** All clocks of the job, the unpaused time first, with pauses, who approved them, and why a promise broke (rules R5 to R9). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type JobRecord, pauseReason } from '../../../shared/records/job.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { ClockText } from './ClockText.tsx';
import { isEnded } from './columns.ts';
import { Said } from './Said.tsx';

export function ClockPanel({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs');
  const format = useFormat();
  const live = useIsLive();
  const may = useMay();
  const { status, send } = useCommand();
  const [why, setWhy] = useState('');
  const paused = job.clocks.find(({ pause, stoppedAt }) => pause !== null && stoppedAt === null)?.pause ?? null;
  const unexplained = job.clocks.some(({ level, breachReason }) => (level === 'breach' || level === 'breached') && breachReason === null);
  const forbidden = (type: 'job.pauseClock' | 'job.resumeClock' | 'job.approvePause' | 'job.explainBreach') =>
    !live ? t('offline') : may(type) ? null : t('notYours');
  return (
    <section className="detail-part">
      <h3>{t('clock.title')}</h3>
      <ul className="clocks">
        {job.clocks.map((clock) => (
          <li key={clock.clock}>
            <ClockText clock={clock} />
            <span className="muted">
              {t('clock.limit', { minutes: format.number(clock.limitMinutes), time: format.seconds(Date.parse(clock.unpausedDueAt)) })}
              {clock.pausedMs > 0 && ` · ${t('clock.pausedFor', { duration: format.duration(clock.pausedMs) })}`}
              {clock.escalatedTo !== 'none' && ` · ${t('clock.escalated', { level: t(`clock.level.${clock.escalatedTo}`) })}`}
            </span>
            {clock.breachReason !== null && <small>{t('clock.because', { reason: clock.breachReason })}</small>}
          </li>
        ))}
      </ul>
      {paused && (
        <p>
          {t('clock.pausedBecause', { reason: t(`clock.pause.${paused.reason}`), person: paused.by })}{' '}
          {paused.approvedBy === null ? t('clock.unapproved') : t('clock.approved', { person: paused.approvedBy })}
        </p>
      )}
      {!isEnded(job) && (
        <div className="command-row no-print">
          {paused === null ? (
            <Menu
              entries={pauseReason.options.map((reason) => ({
                kind: 'item' as const,
                text: t(`clock.pause.${reason}`),
                forbidden: forbidden('job.pauseClock'),
                run: () => void send({ type: 'job.pauseClock', job: job.id, reason }),
              }))}
            >
              {t('clock.pauseFor')} ▾
            </Menu>
          ) : (
            <>
              {paused.approvedBy === null && (
                <>
                  <Button
                    forbidden={forbidden('job.approvePause')}
                    onPress={() => void send({ type: 'job.approvePause', job: job.id, approved: true })}
                  >
                    {t('clock.approve')}
                  </Button>
                  <Button
                    forbidden={forbidden('job.approvePause')}
                    onPress={() => void send({ type: 'job.approvePause', job: job.id, approved: false })}
                  >
                    {t('clock.decline')}
                  </Button>
                </>
              )}
              <Button forbidden={forbidden('job.resumeClock')} onPress={() => void send({ type: 'job.resumeClock', job: job.id })}>
                {t('clock.resume')}
              </Button>
            </>
          )}
        </div>
      )}
      {unexplained && (
        <form
          className="command-row no-print"
          onSubmit={(event) => {
            event.preventDefault();
            const reason = why.trim();
            if (reason !== '' && forbidden('job.explainBreach') === null) void send({ type: 'job.explainBreach', job: job.id, reason });
          }}
        >
          <input
            className="field reminder-field"
            aria-label={t('clock.explain')}
            placeholder={t('clock.explain')}
            value={why}
            maxLength={2000}
            onChange={(event) => setWhy(event.target.value)}
          />
          <Button type="submit" forbidden={forbidden('job.explainBreach')}>
            {t('clock.explainSend')}
          </Button>
        </form>
      )}
      <Said status={status} />
    </section>
  );
}
