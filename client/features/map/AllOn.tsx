/** Says that nothing is out, and how fresh that is; an empty map alone would not. */

import { useTranslations } from 'use-intl';
import { useFeed } from '../../live/useFeed.ts';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useNow } from '../../ui/useNow.ts';

export function AllOn() {
  const t = useTranslations('map');
  const format = useFormat();
  const now = useNow();
  const { asOf } = useFeed();
  const summary = useRecord('summary', 'summary');
  if (!summary || asOf === null) return null;
  const { customersOut, customersPredicted, customersPartial, customersUnknown } = summary;
  if (customersOut + customersPredicted + customersPartial + customersUnknown + summary.outagesOpen > 0) return null;
  return (
    <p className="map-all-on">
      {t('allOn', { customers: format.number(summary.customersTotal) })}
      <span className="muted">, {t('allOnSince', { age: format.duration(now - asOf) })}</span>
    </p>
  );
}
