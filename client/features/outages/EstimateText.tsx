/** When the lights return, and by how much that is late. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { isOpen } from '../../live/openOutages.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';

export function EstimateText({ outage }: { outage: OutageRecord }) {
  const t = useTranslations('outages');
  const format = useFormat();
  const now = useNow();
  const estimate = outage.estimatedRestoration;
  if (!estimate) return <span className="muted">{isOpen(outage) && outage.state !== 'predicted' ? t('noEstimate') : '–'}</span>;
  const at = Date.parse(estimate.at);
  const late = isOpen(outage) && now > at;
  const distance = format.duration(Math.abs(at - now));
  return (
    <time className="moment" dateTime={estimate.at} title={format.full(at)}>
      {format.clock(at, now)}
      {isOpen(outage) &&
        (late ? (
          <strong>{t('late', { duration: distance })}</strong>
        ) : (
          <span className="moment-age">{t('within', { duration: distance })}</span>
        ))}
    </time>
  );
}
