/** How customers came back, step by step; the steps and who is still out add up to the peak. */

import { useTranslations } from 'use-intl';
import type { OutageDetail, OutageRecord } from '../../../shared/records/outage.ts';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { EstimateText } from './EstimateText.tsx';
import { useSentence } from './useSentence.ts';

type Props = { outage: OutageRecord; steps: OutageDetail['steps'] | null; nested: readonly string[]; onSelectOutage(id: string): void };

/** Each has an estimate of its own (rule T10). */
function NestedOutage({ id, onSelectOutage }: { id: string; onSelectOutage(id: string): void }) {
  const outage = useRecord('outage', id);
  return (
    <span className="nested">
      <button type="button" className="link" onClick={() => onSelectOutage(id)}>
        {id}
      </button>{' '}
      {outage && <EstimateText outage={outage} />}
    </span>
  );
}

export function StepsPanel({ outage, steps, nested, onSelectOutage }: Props) {
  const t = useTranslations('outages');
  const format = useFormat();
  const sentence = useSentence();
  if (!steps || (steps.length === 0 && nested.length === 0 && outage.state !== 'partially-restored')) return null;
  let back = 0;
  return (
    <section className="detail-part">
      <h3>{t('steps.title')}</h3>
      {steps.length === 0 && <p className="muted">{t('steps.none')}</p>}
      <ol className="steps">
        {steps.map(({ at, customers, servicePoints, how }) => {
          back += customers;
          const share = outage.customersPeak > 0 ? Math.min(1, back / outage.customersPeak) : 0;
          return (
            <li key={`${at} ${how} ${customers}`}>
              <Moment at={at} show="clock" />
              <span className="step-bar" aria-hidden="true">
                <span style={{ width: `${share * 100}%` }} />
              </span>
              <span>{t('steps.line', { customers: format.number(customers), points: format.number(servicePoints) })}</span>
              <span className="muted">{sentence(how, {})}</span>
            </li>
          );
        })}
      </ol>
      {steps.length > 0 && (
        <p className="muted">{t('steps.total', { customers: format.number(back), peak: format.number(outage.customersPeak) })}</p>
      )}
      {nested.length > 0 && (
        <p>
          {t('nested')}:{' '}
          {nested.map((id) => (
            <NestedOutage key={id} id={id} onSelectOutage={onSelectOutage} />
          ))}
        </p>
      )}
    </section>
  );
}
