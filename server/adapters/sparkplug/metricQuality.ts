/** The quality of a metric, from the Sparkplug property of that name (rule E3). */

import type { Quality } from '../../../shared/messages/envelope.ts';
import type { Metric } from '../../../shared/sparkplug/payload.ts';

export type MetricQuality = { readonly quality: Quality; readonly flag: 'sp-properties' | 'quality-unknown' | 'evidence-quality' | null };

const GOOD: MetricQuality = { quality: 'good', flag: null };

export function metricQuality(metric: Metric): MetricQuality {
  if (metric.propertiesDamaged) return { quality: 'questionable', flag: 'sp-properties' };
  const property = metric.properties?.get('Quality');
  if (!property) return GOOD;
  const { value } = property;
  const code = value?.field === 'int' || value?.field === 'long' ? Number(value.value) : null;
  switch (code) {
    case 192:
      return GOOD;
    case 500:
      return { quality: 'questionable', flag: 'evidence-quality' };
    case 0:
      return { quality: 'invalid', flag: 'evidence-quality' };
    default:
      return { quality: 'invalid', flag: 'quality-unknown' };
  }
}

const rank: Readonly<Record<Quality, number>> = { good: 0, questionable: 1, invalid: 2 };

export const worse = (one: Quality, other: Quality): Quality => (rank[one] >= rank[other] ? one : other);
