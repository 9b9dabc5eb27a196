/** What happened to this customer before: interruptions, calls, complaints, messages. */

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import type { CustomerAnswer } from '../../../shared/records/customer.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';

const MOST = 5;

function Part({ title, children }: { title: string; children: readonly ReactNode[] }) {
  const t = useTranslations('customers');
  return (
    <section className="history-part" aria-label={title}>
      <h3>{title}</h3>
      {children.length === 0 ? <p className="muted">{t('none')}</p> : <ul className="plain-list">{children}</ul>}
    </section>
  );
}

export function CustomerHistory({ answer }: { answer: CustomerAnswer }) {
  const t = useTranslations('customers');
  const format = useFormat();
  return (
    <div className="answer-history">
      <Part title={t('history')}>
        {answer.interruptions.slice(0, MOST).map(({ outage, from, to }) => (
          <li key={`${outage} ${from}`}>
            <Moment at={from} show="clock" /> {to === null ? t('state.out') : format.duration(Date.parse(to) - Date.parse(from))}
          </li>
        ))}
      </Part>
      <Part title={t('callsOf')}>
        {answer.calls.slice(0, MOST).map((call) => (
          <li key={call.id}>
            <Moment at={call.at} show="clock" /> {t(`kind.${call.kind}`)}: {t(`callState.${call.state}`)}
          </li>
        ))}
      </Part>
      <Part title={t('complaintsOf')}>
        {answer.complaints.slice(0, MOST).map((complaint) => (
          <li key={complaint.id}>
            <Link to={`/customers?tab=complaints&complaint=${encodeURIComponent(complaint.id)}`}>{complaint.id}</Link>{' '}
            {t(`complaint.class.${complaint.class}`)}: {t(`complaintFilter.${complaint.state}`)}
          </li>
        ))}
      </Part>
      <Part title={t('messages')}>
        {answer.messages.slice(0, MOST).map(({ about, kind, part, at }) => (
          <li key={`${about} ${kind}`}>
            {kind} <span className="muted">{part}</span> {at !== null && <Moment at={at} show="clock" />}
          </li>
        ))}
      </Part>
    </div>
  );
}
