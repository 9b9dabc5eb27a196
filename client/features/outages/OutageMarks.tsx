/** Small marks beside a name: key and life-support customers, stale, disputed, perhaps momentary; each with its words. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';

export function OutageMarks({ outage }: { outage: OutageRecord }) {
  const t = useTranslations('outages.mark');
  const marks: { sign: string; words: string }[] = [];
  if (outage.keyCustomers > 0) marks.push({ sign: '✚', words: t('key', { count: outage.keyCustomers }) });
  if (outage.lifeSupport > 0) marks.push({ sign: '♥', words: t('life', { count: outage.lifeSupport }) });
  if (outage.stale) marks.push({ sign: '…', words: t('stale') });
  if (outage.disputed) marks.push({ sign: '?', words: t('disputed') });
  if (outage.possiblyMomentary) marks.push({ sign: '~', words: t('momentary') });
  if (outage.parent !== null) marks.push({ sign: '↳', words: t('nested', { parent: outage.parent }) });
  if (marks.length === 0) return null;
  return (
    <span className="marks">
      {marks.map(({ sign, words }) => (
        <span key={sign} className="mark" role="img" aria-label={words} title={words}>
          {sign}
        </span>
      ))}
    </span>
  );
}
