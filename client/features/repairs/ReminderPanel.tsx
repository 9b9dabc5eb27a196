/** Customers who asked again: each is answered, and until then it stands here with its time (rule R19). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Said } from './Said.tsx';

function Open({ job, id }: { job: string; id: string }) {
  const t = useTranslations('repairs');
  const live = useIsLive();
  const may = useMay();
  const { status, send } = useCommand();
  const [answer, setAnswer] = useState('');
  const text = answer.trim();
  const forbidden = !live ? t('offline') : !may('job.answerReminder') ? t('notYours') : text === '' ? t('reminder.what') : null;
  return (
    <form
      className="command-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (forbidden === null) void send({ type: 'job.answerReminder', job, reminder: id, answer: text });
      }}
    >
      <input
        className="field reminder-field"
        aria-label={t('reminder.what')}
        placeholder={t('reminder.what')}
        value={answer}
        maxLength={2000}
        onChange={(event) => setAnswer(event.target.value)}
      />
      <Button type="submit" forbidden={forbidden}>
        {t('reminder.answer')}
      </Button>
      <Said status={status} />
    </form>
  );
}

export function ReminderPanel({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs.reminder');
  if (job.reminders.length === 0) return null;
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      <ul className="reminders">
        {job.reminders.map(({ id, at, by, text, answeredAt, answer, dueAt }) => (
          <li key={id}>
            <p>
              <Moment at={at} /> {by} {text}
            </p>
            {answeredAt === null ? (
              <>
                <p className="muted">
                  {t('due')} <Moment at={dueAt} />
                </p>
                <Open job={job.id} id={id} />
              </>
            ) : (
              <p className="muted">{t('answered', { answer: answer ?? '' })}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
