/** Every estimate ever given, by whom and why: promises are counted before the next is made. */

import { useTranslations } from 'use-intl';
import type { OutageDetail } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useNow } from '../../ui/useNow.ts';
import { useWord } from '../../ui/useWord.ts';

export function EstimateHistory({ estimates }: { estimates: OutageDetail['estimates'] | null }) {
  const t = useTranslations('outages.estimates');
  const format = useFormat();
  const word = useWord();
  const now = useNow();
  if (!estimates || estimates.length === 0) return null;
  return (
    <section className="detail-part">
      <h3>{t('title')}</h3>
      <ol className="timeline">
        {estimates.toReversed().map(({ at, madeAt, source, by, reason }) => (
          <li key={`${madeAt} ${at}`}>
            <Moment at={madeAt} show="clock" />
            <span>
              <strong>{format.clock(Date.parse(at), now)}</strong> <span className="muted">{word('estimateSource', source)}</span>
              {by !== null && <span className="muted"> {t('by', { who: by })}</span>}
              {reason !== null && ` ${t.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
