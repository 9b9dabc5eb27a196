/** Where the job is, for whom, who answers for it, and what was found. */

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import type { JobRecord } from '../../../shared/records/job.ts';
import { formatSelection } from '../../live/selection.ts';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function JobFacts({ job, onSelectOutage }: { job: JobRecord; onSelectOutage(id: string): void }) {
  const t = useTranslations('repairs');
  const word = useWord();
  const format = useFormat();
  const [, navigate] = useLocation();
  const area = useRecord('area', job.area);
  const { device, hazard } = job;
  return (
    <dl className="facts">
      <Fact name={t('fact.place')}>
        <span lang="es">{job.address ?? device?.name ?? t('fact.unknown')}</span>
        <small>
          {area?.name ?? job.area} · {word('areaClass', job.areaClass)}
        </small>
      </Fact>
      {device && (
        <Fact name={t('fact.device')}>
          {word('deviceKind', device.kind)} <small lang="es">{device.name}</small>
        </Fact>
      )}
      <Fact name={t('fact.outage')}>
        {job.outage === null ? (
          t('fact.none')
        ) : (
          <button type="button" className="link" onClick={() => onSelectOutage(job.outage ?? '')}>
            {job.outage}
          </button>
        )}
        {job.outageState !== null && <small>{word('state', job.outageState)}</small>}
      </Fact>
      <Fact name={t('fact.map')}>
        {job.lon === null ? (
          t('fact.unknown')
        ) : (
          <button
            type="button"
            className="link"
            onClick={() => navigate(`/map?sel=${encodeURIComponent(formatSelection({ kind: 'job', id: job.id }))}`)}
          >
            {t('fact.onMap')}
          </button>
        )}
      </Fact>
      <Fact name={t('fact.began')}>
        <Moment at={job.clockZeroAt} />
      </Fact>
      <Fact name={t('fact.owner')}>
        {job.owner}
        {job.offeredTo !== null && <small>{t('fact.offered', { person: job.offeredTo })}</small>}
      </Fact>
      <Fact name={t('fact.estimate')}>
        {job.estimate ? <Moment at={job.estimate.at} show="clock" /> : t('fact.none')}
        {job.estimate && <small>{job.estimate.by}</small>}
      </Fact>
      <Fact name={t('fact.cause')}>{job.cause === null ? t('fact.unknown') : word('cause', job.cause)}</Fact>
      {job.material.length > 0 && (
        <Fact name={t('fact.material')}>
          {job.material.map(({ name, quantity, unit }) => `${format.number(quantity)}${unit ? ` ${unit}` : ' ×'} ${name}`).join(', ')}
        </Fact>
      )}
      {job.skillsNeeded.length > 0 && <Fact name={t('fact.skills')}>{job.skillsNeeded.join(', ')}</Fact>}
      {hazard && (
        <Fact name={t('fact.hazard')}>
          {t(`mark.hazardKind.${hazard.kind}`)}
          <small>
            {hazard.safeAt !== null
              ? t('fact.safeSince', { time: format.seconds(Date.parse(hazard.safeAt)) })
              : hazard.guardedAt !== null
                ? t('fact.guardedSince', { time: format.seconds(Date.parse(hazard.guardedAt)) })
                : t('fact.unguarded')}
          </small>
        </Fact>
      )}
    </dl>
  );
}
