/** The columns of the outage list, the narrow ones first to stay. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { Column } from '../../ui/TableHead.tsx';
import { useWord } from '../../ui/useWord.ts';
import { EstimateText } from './EstimateText.tsx';
import { EvidenceCounts } from './EvidenceCounts.tsx';
import { OutageMarks } from './OutageMarks.tsx';
import { OutageSymbol } from './OutageSymbol.tsx';
import { customersOf, type Names } from './outageOrder.ts';

export function useOutageColumns(names: Names): readonly Column<OutageRecord>[] {
  const t = useTranslations('outages.column');
  const word = useWord();
  const format = useFormat();
  return useMemo<readonly Column<OutageRecord>[]>(
    () => [
      {
        key: 'priority',
        title: t('priority'),
        hint: t('priorityLong'),
        track: '26px',
        sortable: true,
        cell: (outage) => <OutageSymbol outage={outage} />,
      },
      {
        key: 'device',
        title: t('device'),
        track: 'minmax(110px, 2fr)',
        sortable: true,
        cell: (outage) => (
          <>
            <span className="cut" lang="es" title={outage.device.name}>
              {outage.device.name}
            </span>
            <OutageMarks outage={outage} />
          </>
        ),
      },
      {
        key: 'state',
        title: t('state'),
        track: '126px',
        sortable: true,
        from: 620,
        cell: (outage) => <span className="cut">{word('state', outage.state)}</span>,
      },
      {
        key: 'feeder',
        title: t('feeder'),
        track: 'minmax(80px, 1fr)',
        sortable: true,
        from: 700,
        cell: (outage) => (
          <span className="cut" lang="es">
            {names.feeder(outage.feeder)}
          </span>
        ),
      },
      {
        key: 'area',
        title: t('area'),
        track: 'minmax(80px, 1fr)',
        from: 1040,
        cell: (outage) => (
          <span className="cut" lang="es">
            {outage.areas.map(({ id }) => names.area(id)).join(', ')}
          </span>
        ),
      },
      {
        key: 'customers',
        title: t('customers'),
        hint: t('customersLong'),
        track: '86px',
        end: true,
        sortable: true,
        cell: (outage) => <strong>{format.number(customersOf(outage))}</strong>,
      },
      {
        key: 'peak',
        title: t('peak'),
        track: '60px',
        end: true,
        sortable: true,
        from: 820,
        cell: (outage) => format.number(outage.customersPeak),
      },
      {
        key: 'began',
        title: t('began'),
        track: '132px',
        sortable: true,
        from: 360,
        cell: (outage) => <Moment at={outage.startedAt} uncertain={outage.startUncertain} />,
      },
      {
        key: 'estimate',
        title: t('estimate'),
        track: '150px',
        sortable: true,
        from: 760,
        cell: (outage) => <EstimateText outage={outage} />,
      },
      {
        key: 'cause',
        title: t('cause'),
        track: 'minmax(90px, 1.2fr)',
        from: 1160,
        cell: (outage) => <span className="cut">{names.cause(outage.cause)}</span>,
      },
      {
        key: 'evidence',
        title: t('evidence'),
        hint: t('evidenceLong'),
        track: '118px',
        from: 940,
        cell: (outage) => <EvidenceCounts evidence={outage.evidence} />,
      },
    ],
    [t, word, format, names],
  );
}
