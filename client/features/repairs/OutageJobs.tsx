/** The repair jobs of an outage, each with the way to the board. */

import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { formatSelection } from '../../live/selection.ts';
import { useRecord } from '../../live/useRecord.ts';
import { ClockText } from './ClockText.tsx';
import { JobTexts } from './JobTexts.tsx';
import './repairs.css';

function Line({ id }: { id: string }) {
  const t = useTranslations('repairs');
  const [, navigate] = useLocation();
  const job = useRecord('job', id);
  const crew = useRecord('crew', job?.crew ?? null);
  return (
    <li className="outage-job">
      <button
        type="button"
        className="link"
        onClick={() => navigate(`/repairs?sel=${encodeURIComponent(formatSelection({ kind: 'job', id }))}`)}
      >
        {id}
      </button>
      {job && <span>{t(`status.${job.status}`)}</span>}
      <span lang="es">{crew?.name ?? t('noCrew')}</span>
      {job && <ClockText clock={job.clock} />}
    </li>
  );
}

function Inside({ outage }: { outage: string }) {
  const t = useTranslations('repairs');
  const record = useRecord('outage', outage);
  if (!record || record.jobs.length === 0) return null;
  return (
    <section className="detail-part">
      <h3>{t('jobs')}</h3>
      <ul>
        {record.jobs.map((id) => (
          <Line key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

export const OutageJobs = (props: { outage: string }) => (
  <JobTexts>
    <Inside {...props} />
  </JobTexts>
);
