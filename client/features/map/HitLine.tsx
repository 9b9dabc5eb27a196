/** One thing on the map in words: its kind, its name, its customers. */

import { useTranslations } from 'use-intl';
import { useLive } from '../../live/LiveContext.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import type { Hit } from './hitTest.ts';

export function HitLine({ hit }: { hit: Hit }) {
  const t = useTranslations('map');
  const word = useWord();
  const format = useFormat();
  const { store } = useLive();
  const customers = (count: number) => t('hover.customers', { count, formatted: format.number(count) });
  const outage = hit.kind === 'outage' ? store.get('outage', hit.id) : undefined;
  const report = hit.kind === 'report' ? store.get('report', hit.id) : undefined;
  const crew = hit.kind === 'crew' ? store.get('crew', hit.id) : undefined;
  const device = hit.kind === 'device' ? store.get('device', hit.id) : undefined;
  return (
    <>
      <span className="hit-name cut" lang="es">
        {outage?.device.name ?? crew?.name ?? hit.id}
      </span>
      <span className="muted cut">
        {t(`group.${hit.group}`)}
        {outage && `, ${word('state', outage.state)}, ${customers(outage.customersOut + outage.customersPredicted)}`}
        {crew && `, ${word('crewStatus', crew.status)}`}
        {report && report.customers !== null && `, ${customers(report.customers)}`}
        {device && `, ${word('supply', device.supply)}`}
        {device?.position && `, ${word('position', device.position)}`}
      </span>
    </>
  );
}
