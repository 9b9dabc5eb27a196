/** How sure the present estimate is, how wrong those before were once it is over, and how good estimates are at all (rules T12, T13). */

import { useTranslations } from 'use-intl';
import { outageDetail } from '../../../shared/records/outage.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';
import { AccuracyTable } from './AccuracyTable.tsx';

const MINUTE_MS = 60_000;

export function SpreadPanel({ id }: { id: string }) {
  const t = useTranslations('estimates');
  const format = useFormat();
  const now = useNow();
  const outage = useRecord('outage', id);
  const endedAt = outage?.restoredAt ? Date.parse(outage.restoredAt) : null;
  const { answer } = useAnswer(`/api/v1/outages/${encodeURIComponent(id)}`, outageDetail, outage?.revision ?? 0);
  if (!outage || outage.state === 'predicted' || outage.state === 'void') return null;
  const clock = (at: string): string => format.clock(Date.parse(at), now);
  const { estimatedRestoration: estimate } = outage;
  const said = endedAt !== null && answer?.ok ? answer.value.estimates : [];
  return (
    <section className="detail-part" aria-label={t('title')}>
      <h3>{t('title')}</h3>
      {endedAt === null && estimate && estimate.earliest !== null && estimate.latest !== null && (
        <p>{t('spread', { earliest: clock(estimate.earliest), latest: clock(estimate.latest) })}</p>
      )}
      {endedAt === null && answer?.ok && answer.value.estimateClass !== null && <p>{t(`class.${answer.value.estimateClass}`)}</p>}
      {endedAt === null && answer?.ok && answer.value.nextNewsAt !== null && (
        <p>{t(estimate ? 'nextNews' : 'assessing', { time: clock(answer.value.nextNewsAt) })}</p>
      )}
      {endedAt === null && estimate && estimate.latest === null && <p className="muted">{t('single')}</p>}
      {endedAt !== null && said.length > 0 && (
        <ul>
          {said.map(({ at, madeAt }) => {
            const difference = endedAt - Date.parse(at);
            const words = { made: clock(madeAt), at: clock(at) };
            return (
              <li key={`${madeAt} ${at}`}>
                {Math.abs(difference) < MINUTE_MS
                  ? t('exact', words)
                  : t('wrong', { ...words, difference: format.duration(Math.abs(difference)), side: difference > 0 ? 'late' : 'early' })}
              </li>
            );
          })}
        </ul>
      )}
      <AccuracyTable />
    </section>
  );
}
