/** Minutes of backup left, counted down to zero and never below (rule K6). */

import { useTranslations } from 'use-intl';
import { useNow } from '../../ui/useNow.ts';

export function MinutesLeft({ until }: { until: string | null }) {
  const t = useTranslations('keyCustomers');
  const now = useNow();
  if (until === null) return <span className="muted">–</span>;
  return <strong>{t('minutes', { count: Math.max(0, Math.floor((Date.parse(until) - now) / 60_000)) })}</strong>;
}
