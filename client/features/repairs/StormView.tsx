/** The storm at a glance: crews against the queue, when the queue would be empty, where help is short, promises kept. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useRecords } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { CompliancePanel } from './CompliancePanel.tsx';
import { stormFigures } from './stormFigures.ts';
import { usePlaceNames } from './useBoardView.ts';

const jobsOf = (table: ReadonlyMap<string, JobRecord>): readonly JobRecord[] => [...table.values()];
const crewsOf = (table: ReadonlyMap<string, CrewRecord>): readonly CrewRecord[] => [...table.values()];
const EVERY_MS = 10_000;

function Figure({ name, value, hint }: { name: string; value: string; hint?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={hint}>{value}</dd>
    </div>
  );
}

export function StormView() {
  const t = useTranslations('repairs.storm');
  const format = useFormat();
  const names = usePlaceNames();
  const now = Math.floor(useNow() / EVERY_MS) * EVERY_MS;
  const jobs = useRecords('job', jobsOf);
  const crews = useRecords('crew', crewsOf);
  const figures = useMemo(() => stormFigures(jobs, crews, now), [jobs, crews, now]);
  const { emptyAt, perHour, meanMinutes } = figures;
  const number = (value: number) => format.number(value);
  const forecast = emptyAt === null ? t('tooEarly') : emptyAt === Infinity ? t('forecastNever') : format.clock(emptyAt, now);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keys
    <div className="storm" tabIndex={0} role="region" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <dl className="storm-figures">
        <Figure name={t('onDuty')} value={number(figures.crews.onDuty)} />
        <Figure name={t('free')} value={number(figures.crews.free)} />
        <Figure name={t('silent')} value={number(figures.crews.silent)} />
        <Figure name={t('ending')} value={number(figures.crews.ending)} />
        <Figure name={t('open')} value={number(figures.jobs.open)} />
        <Figure name={t('unassigned')} value={number(figures.jobs.unassigned)} />
        <Figure name={t('late')} value={number(figures.jobs.late)} />
        <Figure
          name={t('perHour')}
          value={perHour === null ? t('tooEarly') : number(Math.round(perHour * 10) / 10)}
          hint={t('perHourOf', { hours: number(Math.round(figures.paceHours * 10) / 10) })}
        />
        <Figure name={t('forecast')} value={forecast} hint={t('forecastHow')} />
      </dl>
      <h2>{t('byArea')}</h2>
      <table className="storm-table">
        <thead>
          <tr>
            <th scope="col">{t('columnArea')}</th>
            {(['columnOpen', 'columnLate', 'columnCustomers', 'columnCrews', 'columnWork'] as const).map((key) => (
              <th key={key} scope="col" className="number">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.areas.map(({ area, open, late, customers, crews: here }) => (
            <tr key={area ?? ''}>
              <th scope="row" lang="es">
                {names.area(area) || '–'}
              </th>
              <td className="number">{number(open)}</td>
              <td className="number">{number(late)}</td>
              <td className="number">{number(customers)}</td>
              <td className="number">{number(here)}</td>
              <td className="number">
                {meanMinutes === null ? '–' : t('hours', { hours: number(Math.round((open * meanMinutes) / 6) / 10) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {meanMinutes !== null && <p className="muted">{t('workHow', { minutes: number(Math.round(meanMinutes)) })}</p>}
      <CompliancePanel />
    </div>
  );
}
