/** One report of another system, with its origin in plain view. */

import { useTranslations } from 'use-intl';
import { useLive } from '../../live/LiveContext.tsx';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { ReportSymbol } from './ReportSymbol.tsx';

export function ReportCard({ id, onClose }: { id: string; onClose(): void }) {
  const t = useTranslations('reports');
  const word = useWord();
  const format = useFormat();
  const { store } = useLive();
  const report = useRecord('report', id);
  return (
    <section className="detail" aria-label={t('detail', { id })}>
      <header className="detail-head">
        <ReportSymbol open={report?.status === 'open'} />
        <div className="detail-title">
          <h2 className="cut">{id}</h2>
          <p className="muted">{t('list')}</p>
        </div>
        <Button plain icon label={t('close')} shortcut="Escape" onPress={onClose}>
          ×
        </Button>
      </header>
      <div className="detail-scroll">
        <p className="detail-note">{t('note')}</p>
        {report && (
          <dl className="facts">
            {(
              [
                ['status', word('reportStatus', report.status)],
                ['customers', report.customers === null ? '–' : format.number(report.customers)],
                ['area', report.area === null ? '–' : (store.get('area', report.area)?.name ?? report.area)],
                ['first', <Moment key="first" at={report.firstAt} />],
                ['updated', <Moment key="updated" at={report.updatedAt} />],
                ['estimate', <Moment key="estimate" at={report.estimatedRestoration} />],
                ['cause', report.cause ?? '–'],
                ['crew', report.crewStatus === null ? '–' : word('crewStatus', report.crewStatus)],
                ['source', report.source],
              ] as const
            ).map(([name, value]) => (
              <div className="fact" key={name}>
                <dt>{t(`column.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </section>
  );
}
