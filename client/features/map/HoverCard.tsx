/** What is under the pointer, beside it. */

import { useTranslations } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import { HitLine } from './HitLine.tsx';
import type { Pointed } from './mapScene.ts';

const MOST = 5;

export function HoverCard({ pointed }: { pointed: Pointed }) {
  const t = useTranslations('map');
  const format = useFormat();
  const outages = pointed.hits.filter(({ kind }) => kind === 'outage');
  return (
    <div className="map-hover" role="tooltip" style={{ left: pointed.x + 14, top: pointed.y + 14 }}>
      {outages.length > 1 && pointed.customers !== null && (
        <p>
          <strong>{t('hover.outages', { count: outages.length })}</strong>{' '}
          {t('hover.customers', { count: pointed.customers, formatted: format.number(pointed.customers) })}
        </p>
      )}
      {pointed.hits.slice(0, MOST).map((hit) => (
        <p key={`${hit.kind} ${hit.id}`}>
          <HitLine hit={hit} />
        </p>
      ))}
      {pointed.hits.length > MOST && <p className="muted">+{pointed.hits.length - MOST}</p>}
    </div>
  );
}
