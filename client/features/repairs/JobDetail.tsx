/** Everything about one job: the promise, what may be done, crews, restoration, photos, and both times of every step. */

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { type JobRecord, jobDetail } from '../../../shared/records/job.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import { ClockPanel } from './ClockPanel.tsx';
import { ClockText } from './ClockText.tsx';
import { CrewPanel } from './CrewPanel.tsx';
import { JobCommands } from './JobCommands.tsx';
import { JobFacts } from './JobFacts.tsx';
import { JobMarks } from './JobMarks.tsx';
import { JobTexts } from './JobTexts.tsx';
import { JobTimeline } from './JobTimeline.tsx';
import { PhotoPanel } from './PhotoPanel.tsx';
import { PriorityParts } from './PriorityParts.tsx';
import { ReminderPanel } from './ReminderPanel.tsx';
import { VerifyPanel } from './VerifyPanel.tsx';
import './repairs.css';
import '../../ui/card.css';

type Props = { id: string; onClose(): void; onSelectOutage(id: string): void };

function Inside({ id, onClose, onSelectOutage }: Props) {
  const t = useTranslations('repairs');
  const word = useWord();
  const format = useFormat();
  const live = useRecord('job', id);
  const { answer, again } = useAnswer(`/api/v1/jobs/${encodeURIComponent(id)}`, jobDetail, live?.updatedAt ?? '');
  const detail = answer?.ok ? answer.value : null;
  const kept = useRef<JobRecord | null>(null);
  if (kept.current?.id !== id) kept.current = null;
  if (live) kept.current = live;
  const job = live ?? detail ?? kept.current;
  const top = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another job starts at its top
  useEffect(() => {
    if (top.current) top.current.scrollTop = 0;
  }, [id]);
  return (
    <section className="detail job-detail" aria-label={t('detail', { name: job?.title ?? id })}>
      <header className="detail-head">
        {job && (
          <strong className="job-points" title={t('priority.title')}>
            {format.number(Math.round(job.priority))}
          </strong>
        )}
        <div className="detail-title">
          <h2 className="cut" lang="es">
            {job?.title ?? id}
          </h2>
          {job && (
            <p className="muted cut">
              {t(`status.${job.status}`)} · {t(`kind.${job.kind}`)} · {job.id}
            </p>
          )}
        </div>
        {job && <JobMarks job={job} />}
        <Button plain icon label={t('close')} shortcut="Escape" onPress={onClose}>
          ×
        </Button>
      </header>
      {!job && <p className="empty">{answer && !answer.ok ? t('gone') : t('loading')}</p>}
      {job && (
        <div className="detail-scroll" ref={top}>
          <p className="job-promise">
            <ClockText clock={job.clock} />
            <span>
              {t('customers', {
                count: job.customersOut + job.customersPredicted,
                formatted: format.number(job.customersOut + job.customersPredicted),
              })}
            </span>
          </p>
          <JobCommands key={job.id} job={job} />
          {answer && !answer.ok && (
            <p className="refusal" role="alert">
              {t('detailFailed', { message: word('refusal', answer.code) })} <Button onPress={again}>{t('retry')}</Button>
            </p>
          )}
          <JobFacts job={job} onSelectOutage={onSelectOutage} />
          <CrewPanel key={`crew ${job.id}`} job={job} />
          <section className="detail-part">
            <h3>{t('priority.parts')}</h3>
            <PriorityParts job={job} />
          </section>
          <ClockPanel job={job} />
          <VerifyPanel job={job} />
          <ReminderPanel job={job} />
          <PhotoPanel job={job} />
          <JobTimeline job={job} history={detail?.history ?? null} />
        </div>
      )}
    </section>
  );
}

export const JobDetail = (props: Props) => (
  <JobTexts>
    <Inside {...props} />
  </JobTexts>
);
