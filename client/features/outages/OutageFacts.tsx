/** The facts of an outage in two columns of label and value. */

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useWord } from '../../ui/useWord.ts';
import { EstimateText } from './EstimateText.tsx';
import { evidenceKinds } from './EvidenceCounts.tsx';
import { useNames } from './useNames.ts';

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function OutageFacts({ outage, onSelectOutage }: { outage: OutageRecord; onSelectOutage(id: string): void }) {
  const t = useTranslations('outages.fact');
  const marks = useTranslations('outages');
  const word = useWord();
  const format = useFormat();
  const now = useNow();
  const names = useNames();
  const estimate = outage.estimatedRestoration;
  const clock = (at: string) => format.clock(Date.parse(at), now);
  const link = (id: string) => (
    <button type="button" className="link" onClick={() => onSelectOutage(id)}>
      {id}
    </button>
  );
  return (
    <dl className="facts">
      <Fact label={t('began')}>
        <Moment at={outage.startedAt} uncertain={outage.startUncertain} />
        {outage.startUncertain && outage.startedAfter !== null && (
          <small>{t('beganBetween', { from: clock(outage.startedAfter), to: clock(outage.startedAt) })}</small>
        )}
      </Fact>
      <Fact label={t('estimate')}>
        <EstimateText outage={outage} />
        {estimate && (
          <small>
            {word('estimateSource', estimate.source)}
            {estimate.earliest !== null &&
              estimate.latest !== null &&
              `, ${t('estimateRange', { from: clock(estimate.earliest), to: clock(estimate.latest) })}`}
          </small>
        )}
      </Fact>
      {outage.restoredAt !== null && (
        <Fact label={t('restored')}>
          <Moment at={outage.restoredAt} />
        </Fact>
      )}
      {outage.endedAt !== null && (
        <Fact label={t('ended')}>
          <Moment at={outage.endedAt} />
        </Fact>
      )}
      <Fact label={t('cause')}>
        {outage.cause === null ? <span className="muted">{t('causeUnknown')}</span> : word('cause', outage.cause)}
      </Fact>
      <Fact label={t('origin')}>{word('origin', outage.origin)}</Fact>
      <Fact label={t('feeder')}>
        <span lang="es">{names.feeder(outage.feeder) || '–'}</span>
      </Fact>
      <Fact label={t('areas')}>
        <ul>
          {outage.areas.map(({ id, customersOut }) => (
            <li key={id}>
              <span lang="es">{names.area(id)}</span> <span className="muted">{format.number(customersOut)}</span>
            </li>
          ))}
        </ul>
      </Fact>
      <Fact label={t('phases')}>
        {outage.phases}{' '}
        <span className="muted">
          {marks('servicePoints', { count: outage.servicePointsOut, formatted: format.number(outage.servicePointsOut) })}
        </span>
      </Fact>
      <Fact label={marks('evidence.title')}>
        <span className="evidence-words">
          {evidenceKinds.map((kind) => (
            <span key={kind} data-zero={outage.evidence[kind] === 0 || undefined}>
              {marks(`evidence.${kind}`)} {format.number(outage.evidence[kind])}
            </span>
          ))}
        </span>
      </Fact>
      {outage.confidence !== null && <Fact label={t('confidence')}>{word('confidence', outage.confidence)}</Fact>}
      {outage.verification !== 'none' && (
        <Fact label={t('verification')}>
          {word('verification', outage.verification)}
          {outage.toVerify > 0 && (
            <small>{t('verified', { verified: format.number(outage.verified), total: format.number(outage.toVerify) })}</small>
          )}
        </Fact>
      )}
      {outage.parent !== null && <Fact label={t('parent')}>{link(outage.parent)}</Fact>}
      {outage.mergedInto !== null && <Fact label={t('mergedInto')}>{link(outage.mergedInto)}</Fact>}
      <Fact label={t('jobs')}>{outage.jobs.length > 0 ? outage.jobs.join(', ') : <span className="muted">{t('noJob')}</span>}</Fact>
    </dl>
  );
}
