/** Lines with many complaints of one class in a month, by how many for each thousand customers (rule C14). */

import { useTranslations } from 'use-intl';
import { Link } from 'wouter';
import * as z from 'zod';
import { hotSpotRecord } from '../../../shared/records/complaint.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useFormat } from '../../ui/FormatContext.tsx';

const page = z.object({ items: z.array(hotSpotRecord) });

export function HotSpots({ version }: { version: number }) {
  const t = useTranslations('customers');
  const format = useFormat();
  const { answer } = useAnswer('/api/v1/complaint-hot-spots', page, version);
  const items = answer?.ok ? answer.value.items : [];
  if (answer?.ok && items.length === 0) return <p className="empty">{t('emptySpots')}</p>;
  return (
    <div className="desk-list">
      <table className="desk-table">
        <caption className="unseen">{t('tabs.hot-spots')}</caption>
        <thead>
          <tr>
            {(['month', 'feeder', 'class', 'cases', 'customers', 'density'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((spot) => (
            <tr key={`${spot.feeder} ${spot.class} ${spot.month}`}>
              <td>{spot.month}</td>
              <td lang="es">{spot.name}</td>
              <td>{t(`complaint.class.${spot.class}`)}</td>
              <td className="number">
                {spot.cases}{' '}
                {spot.complaints.map((id) => (
                  <Link key={id} to={`/customers?tab=complaints&complaint=${encodeURIComponent(id)}`}>
                    {id}
                  </Link>
                ))}
              </td>
              <td className="number">{format.number(spot.customers)}</td>
              <td className="number">{format.number(spot.perThousand)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
