/** One waiting job in the crew's list. */

import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { PromiseText } from './PromiseText.tsx';

export function JobLine({ job, onChoose }: { job: JobRecord; onChoose(): void }) {
  const t = useTranslations('crew');
  return (
    <li>
      <button type="button" className="crew-job-line" onClick={onChoose}>
        <strong lang="es">{job.title}</strong>
        <span>
          {t(`status.${job.status}`)} · {t('customers', { count: job.customersOut + job.customersPredicted })}
        </span>
        <PromiseText clock={job.clock} />
      </button>
    </li>
  );
}
