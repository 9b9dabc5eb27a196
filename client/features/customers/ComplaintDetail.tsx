/** One complaint: what is missing, the work on it, and everything that was done. */

import { useTranslations } from 'use-intl';
import { complaintRecord } from '../../../shared/records/complaint.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { Clocks } from './Clocks.tsx';
import { ComplaintWork } from './ComplaintWork.tsx';

export function ComplaintDetail({ id, version, onClose }: { id: string; version: number; onClose(): void }) {
  const t = useTranslations('customers');
  const word = useWord();
  const { answer } = useAnswer(`/api/v1/complaints/${encodeURIComponent(id)}`, complaintRecord, version);
  const complaint = answer?.ok ? answer.value : null;
  return (
    <article className="answer" aria-label={t('complaint.title', { id })}>
      <header className="answer-head">
        <h2 className="cut">{t('complaint.title', { id })}</h2>
        <Button plain icon label={t('close')} onPress={onClose}>
          ×
        </Button>
      </header>
      {!answer && <p className="empty">{t('loading')}</p>}
      {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
      {complaint && (
        <>
          <p>{complaint.text}</p>
          <p className="muted">
            {t(`complaint.class.${complaint.class}`)}, {t(`complaint.subject.${complaint.subject}`)},{' '}
            {t(`complaint.escalation.${complaint.escalation}`)}
            {complaint.reopened > 0 && `, ${t('complaint.reopened', { count: complaint.reopened })}`}
          </p>
          <Clocks clocks={complaint.clocks} />
          {complaint.state === 'open' && (
            <p role="status">
              {complaint.missing.length === 0
                ? t('complaint.complete')
                : t('complaint.missing', { parts: complaint.missing.map((part) => t(`complaint.part.${part}`)).join(', ') })}
            </p>
          )}
          <ComplaintWork complaint={complaint} />
          {complaint.attached.length > 0 && (
            <section aria-label={t('complaint.attached')}>
              <h3>{t('complaint.attached')}</h3>
              <ul className="plain-list">
                {complaint.attached.map(({ id: of, at, to }) => (
                  <li key={`${of} ${at}`}>
                    {of} <Moment at={at} show="clock" /> – <Moment at={to} show="clock" />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section aria-label={t('complaint.history')}>
            <h3>{t('complaint.history')}</h3>
            <ol className="plain-list">
              {complaint.history.map(({ at, by, what, text }) => (
                <li key={`${at} ${what} ${text}`}>
                  <Moment at={at} show="clock" /> {t(`complaint.what.${what}`)} <span className="muted">{by}</span> {text}
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
    </article>
  );
}
