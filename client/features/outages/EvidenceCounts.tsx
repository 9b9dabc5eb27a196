/** Four small counts: what is known from switches, meters, calls and reports. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';

export const evidenceKinds = ['switch', 'meters', 'calls', 'reports'] as const;

export function EvidenceCounts({ evidence }: { evidence: OutageRecord['evidence'] }) {
  const t = useTranslations('outages.evidence');
  const format = useFormat();
  const label = evidenceKinds.map((kind) => `${t(kind)} ${format.number(evidence[kind])}`).join(', ');
  return (
    <span className="evidence" title={label} role="img" aria-label={label}>
      {evidenceKinds.map((kind) => (
        <span key={kind} data-zero={evidence[kind] === 0 || undefined} aria-hidden="true">
          {format.number(evidence[kind])}
        </span>
      ))}
    </span>
  );
}
