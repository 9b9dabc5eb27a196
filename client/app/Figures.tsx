/** Customers out, and beside it what is only predicted, partly supplied or unknown: four numbers, never one sum (rules L8, O27). */

import { useTranslations } from 'use-intl';
import { useFeed } from '../live/useFeed.ts';
import { useRecord } from '../live/useRecord.ts';
import { useFormat } from '../ui/FormatContext.tsx';
import { LastHour } from './LastHour.tsx';

export function Figures() {
  const t = useTranslations('shell');
  const format = useFormat();
  const summary = useRecord('summary', 'summary');
  const { asOf } = useFeed();
  const hint = asOf === null ? undefined : t('asOf', { time: format.full(asOf) });
  const show = (value: number | undefined) => (value === undefined ? '–' : format.number(value));
  return (
    <section className="figures" aria-label={t('figures')} title={hint}>
      <p className="figure figure-first">
        <strong>{show(summary?.customersOut)}</strong>
        <span>{t('out')}</span>
      </p>
      <LastHour value={summary?.customersOut} />
      {(['predicted', 'partial', 'unknown'] as const).map((name) => {
        const value = { predicted: summary?.customersPredicted, partial: summary?.customersPartial, unknown: summary?.customersUnknown }[
          name
        ];
        return (
          <p key={name} className="figure" data-zero={value === 0 || undefined}>
            <strong>{show(value)}</strong>
            <span>{t(name)}</span>
          </p>
        );
      })}
    </section>
  );
}
