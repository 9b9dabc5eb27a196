/** One job on the phone: where, what danger, what is promised, and everything the crew may say of it. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import type { JobAsDone } from './crewSteps.ts';
import { EstimatePart } from './EstimatePart.tsx';
import { FindingsPart } from './FindingsPart.tsx';
import { HelpPart } from './HelpPart.tsx';
import { IsolationPart } from './IsolationPart.tsx';
import { NotePart } from './NotePart.tsx';
import { PhotoPart } from './PhotoPart.tsx';
import { PromiseText } from './PromiseText.tsx';
import type { Doing } from './useDo.ts';

export type PartProps = { readonly job: JobRecord; readonly done: JobAsDone; readonly doing: Doing };

const mapAddress = ({ lon, lat, title }: JobRecord): string => `geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(title)})`;

export function JobSheet({ job, done, crew, doing }: PartProps & { crew: CrewRecord }) {
  const t = useTranslations('crew');
  const word = useWord();
  const format = useFormat();
  const { configuration } = useLive();
  const [help, setHelp] = useState(job.help !== null);
  const customers = job.customersOut + job.customersPredicted;
  const part = { job, done, doing };
  return (
    <article className="crew-job" aria-label={job.title}>
      <header>
        <p className="crew-status">
          <strong>{t(`status.${done.status}`)}</strong>
          {done.waiting > 0 && <span>{t('waiting', { count: done.waiting })}</span>}
        </p>
        <h2 lang="es">{job.title}</h2>
        <p lang="es">{job.address ?? ''}</p>
        <PromiseText clock={job.clock} />
      </header>
      {job.hazard && (
        <p className="crew-danger" role="note">
          ⚠ {t(`hazard.${job.hazard.kind}`)} {job.hazard.text ?? ''}
        </p>
      )}
      <p>
        {t('customers', { count: customers, formatted: format.number(customers) })}
        {job.lifeSupport > 0 && <strong> · ♥ {t('life', { count: job.lifeSupport })}</strong>}
        {job.keyCustomers > 0 && <span> · ✚ {t('key', { count: job.keyCustomers })}</span>}
      </p>
      <div className="crew-actions">
        {job.lon !== null && job.lat !== null && (
          <a className="crew-action" href={mapAddress(job)}>
            {t('navigate')}
          </a>
        )}
        <a className="crew-action" href={`tel:${configuration.dispatcherPhone ?? ''}`}>
          {t('call')}
        </a>
        <button type="button" className="crew-action" aria-expanded={help} onClick={() => setHelp(!help)}>
          {t('help.title')}
        </button>
      </div>
      {help && <HelpPart {...part} crew={crew} />}
      <PhotoPart {...part} />
      <details className="crew-part">
        <summary>{t('device.title')}</summary>
        <dl className="crew-facts">
          <dt>{t('device.kind')}</dt>
          <dd>{job.device ? word('deviceKind', job.device.kind) : t('device.unknown')}</dd>
          <dt>{t('device.name')}</dt>
          <dd lang="es">{job.device?.name ?? '–'}</dd>
          <dt>{t('device.id')}</dt>
          <dd>{job.device?.id ?? job.servicePoint ?? '–'}</dd>
          <dt>{t('device.feeder')}</dt>
          <dd>{job.feeder ?? '–'}</dd>
          <dt>{t('device.outage')}</dt>
          <dd>{job.outage ?? '–'}</dd>
        </dl>
      </details>
      <IsolationPart {...part} />
      <EstimatePart {...part} />
      <FindingsPart {...part} />
      <NotePart {...part} />
    </article>
  );
}
