/** The priority of a job and the parts it is the sum of, the same everywhere (rule R12). */

import { useTranslations } from 'use-intl';
import type { JobRecord } from '../../../shared/records/job.ts';
import { useFormat } from '../../ui/FormatContext.tsx';

/** One line for a title: "Priority 1,240 = hazard 1,000 + customers 240". */
export function usePrioritySentence(): (job: JobRecord) => string {
  const t = useTranslations('repairs.priority');
  const format = useFormat();
  return ({ priority, priorityParts }) => {
    const parts = priorityParts.map(({ code, points }) => `${t(`part.${code}`)} ${format.number(Math.round(points))}`);
    return `${t('points', { points: format.number(Math.round(priority)) })}${parts.length > 0 ? ` = ${parts.join(' + ')}` : ''}`;
  };
}

export function PriorityParts({ job }: { job: JobRecord }) {
  const t = useTranslations('repairs.priority');
  const format = useFormat();
  const most = Math.max(1, ...job.priorityParts.map(({ points }) => Math.abs(points)));
  return (
    <ul className="priority-parts" aria-label={t('parts')}>
      {job.priorityParts.map(({ code, points, count, note }) => (
        <li key={code}>
          <span>
            {t(`part.${code}`)} {count > 1 && <span className="muted">× {format.number(count)}</span>}
          </span>
          <span className="part-bar" aria-hidden="true">
            <span style={{ width: `${(Math.abs(points) / most) * 100}%` }} />
          </span>
          <strong className="number">{format.number(Math.round(points))}</strong>
          {note !== null && <small className="muted">{note}</small>}
        </li>
      ))}
    </ul>
  );
}
