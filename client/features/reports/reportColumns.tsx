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
        width: 130,
        cell: ({ status }) => (
          <>
            <ReportSymbol open={status === 'open'} />
            {word('reportStatus', status)}
          </>
        ),
      },
      { key: 'id', title: t('id'), width: 90, grow: 1, cell: ({ id }) => <span className="cut">{id}</span> },
      {
        key: 'customers',
        title: t('customers'),
        width: 88,
        end: true,
        sortable: true,
        cell: ({ customers }) => (customers === null ? <span className="muted">–</span> : <strong>{format.number(customers)}</strong>),
      },
      {
        key: 'area',
        keep: 50,
        title: t('area'),
        width: 90,
        grow: 1,
        cell: ({ area }) => (
          <span className="cut" lang="es">
            {area === null ? '–' : (store.get('area', area)?.name ?? area)}
          </span>
        ),
      },
      { key: 'first', keep: 80, title: t('first'), width: 150, sortable: true, cell: ({ firstAt }) => <Moment at={firstAt} /> },
      {
        key: 'updated',
        keep: 30,
        title: t('updated'),
        width: 150,
        sortable: true,
        cell: ({ updatedAt }) => <Moment at={updatedAt} />,
      },
      {
        key: 'estimate',
        keep: 60,
        title: t('estimate'),
        width: 110,
        cell: ({ estimatedRestoration }) => <Moment at={estimatedRestoration} show="clock" />,
      },
      {
        key: 'cause',
        keep: 40,
        title: t('cause'),
        width: 90,
        grow: 1.5,
        cell: ({ cause }) => <span className="cut">{cause ?? '–'}</span>,
      },
      {
        key: 'crew',
        keep: 20,
        title: t('crew'),
        width: 80,
        grow: 1,
        cell: ({ crewStatus }) => <span className="cut">{crewStatus === null ? '–' : word('crewStatus', crewStatus)}</span>,
      },
      {
        key: 'source',
        keep: 70,
        title: t('source'),
        width: 80,
        grow: 1,
        cell: ({ source }) => <span className="cut">{source}</span>,
      },
    ],
    [t, word, format, store],
  );
}
