/** How many outages nobody has acknowledged yet, by priority. */

import { useTranslations } from 'use-intl';
import { unacknowledged } from '../live/openOutages.ts';
import { useRecords } from '../live/useRecord.ts';
import { useFormat } from '../ui/FormatContext.tsx';
import { PrioritySymbol } from '../ui/PrioritySymbol.tsx';
import { priorityOf } from '../ui/symbolShape.ts';

export function Unacknowledged() {
  const t = useTranslations('shell');
  const format = useFormat();
  const waiting = useRecords('outage', unacknowledged);
  return (
    <ul className="unacknowledged" aria-label={t('unacknowledged')}>
      {([1, 2, 3, 4] as const).map((priority) => {
        const count = waiting.filter((outage) => priorityOf(outage.priority) === priority).length;
        const label = t('unacknowledgedCount', { priority, count: format.number(count) });
        return (
          <li key={priority} data-zero={count === 0 || undefined} title={label}>
            <PrioritySymbol priority={priority} look="confirmed" size={16} label={`P${priority}`} />
            <strong>{format.number(count)}</strong>
          </li>
        );
      })}
    </ul>
  );
}
