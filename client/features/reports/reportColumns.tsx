/** Columns of the list of reports. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ReportRecord } from '../../../shared/records/report.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { Column } from '../../ui/TableHead.tsx';
import { useWord } from '../../ui/useWord.ts';
import { ReportSymbol } from './ReportSymbol.tsx';

export function useReportColumns(): readonly Column<ReportRecord>[] {
  const t = useTranslations('reports.column');
  const word = useWord();
  const format = useFormat();
  const { store } = useLive();
  return useMemo<readonly Column<ReportRecord>[]>(
    () => [
      {
        key: 'status',
        title: t('status'),
        track: '130px',
        cell: ({ status }) => (
          <>
            <ReportSymbol open={status === 'open'} />
            {word('reportStatus', status)}
          </>
        ),
      },
      { key: 'id', title: t('id'), track: 'minmax(90px, 1fr)', cell: ({ id }) => <span className="cut">{id}</span> },
      {
        key: 'customers',
        title: t('customers'),
        track: '88px',
        end: true,
        sortable: true,
        cell: ({ customers }) => (customers === null ? <span className="muted">–</span> : <strong>{format.number(customers)}</strong>),
      },
      {
        key: 'area',
        title: t('area'),
        track: 'minmax(90px, 1fr)',
        from: 760,
        cell: ({ area }) => (
          <span className="cut" lang="es">
            {area === null ? '–' : (store.get('area', area)?.name ?? area)}
          </span>
        ),
      },
      { key: 'first', title: t('first'), track: '150px', sortable: true, from: 520, cell: ({ firstAt }) => <Moment at={firstAt} /> },
      {
        key: 'updated',
        title: t('updated'),
        track: '150px',
        sortable: true,
        from: 980,
        cell: ({ updatedAt }) => <Moment at={updatedAt} />,
      },
      {
        key: 'estimate',
        title: t('estimate'),
        track: '110px',
        from: 680,
        cell: ({ estimatedRestoration }) => <Moment at={estimatedRestoration} show="clock" />,
      },
      {
        key: 'cause',
        title: t('cause'),
        track: 'minmax(90px, 1.5fr)',
        from: 880,
        cell: ({ cause }) => <span className="cut">{cause ?? '–'}</span>,
      },
      {
        key: 'crew',
        title: t('crew'),
        track: 'minmax(80px, 1fr)',
        from: 1120,
        cell: ({ crewStatus }) => <span className="cut">{crewStatus === null ? '–' : word('crewStatus', crewStatus)}</span>,
      },
      {
        key: 'source',
        title: t('source'),
        track: 'minmax(80px, 1fr)',
        from: 600,
        cell: ({ source }) => <span className="cut">{source}</span>,
      },
    ],
    [t, word, format, store],
  );
}
