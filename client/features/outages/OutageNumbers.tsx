/** Out, predicted, partly supplied, unknown: four numbers that are never one; and the peak (rules L8, O27). */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';

export function OutageNumbers({ outage }: { outage: OutageRecord }) {
  const t = useTranslations('outages.number');
  const format = useFormat();
  const numbers = [
    ['out', outage.customersOut],
    ['predicted', outage.customersPredicted],
    ['partial', outage.customersPartial],
    ['unknown', outage.customersUnknown],
    ['peak', outage.customersPeak],
  ] as const;
  return (
    <dl className="numbers">
      {numbers.map(([name, value]) => (
        <div key={name} data-zero={value === 0 || undefined}>
          <dt>{t(name)}</dt>
          <dd>{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
