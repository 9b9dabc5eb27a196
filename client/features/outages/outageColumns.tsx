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
        width: 34,
        sortable: true,
        cell: (outage) => <OutageSymbol outage={outage} />,
      },
      {
        key: 'device',
        title: t('device'),
        width: 140,
        grow: 3,
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
        keep: 80,
        title: t('state'),
        width: 118,
        sortable: true,
        cell: (outage) => <span className="cut">{word('state', outage.state)}</span>,
      },
      {
        key: 'feeder',
        keep: 50,
        title: t('feeder'),
        width: 80,
        grow: 1,
        sortable: true,
        cell: (outage) => (
          <span className="cut" lang="es">
            {names.feeder(outage.feeder)}
          </span>
        ),
      },
      {
        key: 'area',
        keep: 30,
        title: t('area'),
        width: 80,
        grow: 1,
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
        width: 86,
        end: true,
        sortable: true,
        cell: (outage) => <strong>{format.number(customersOf(outage))}</strong>,
      },
      {
        key: 'peak',
        keep: 45,
        title: t('peak'),
        width: 60,
        end: true,
        sortable: true,
        cell: (outage) => format.number(outage.customersPeak),
      },
      {
        key: 'began',
        keep: 90,
        title: t('began'),
        width: 128,
        sortable: true,
        cell: (outage) => <Moment at={outage.startedAt} uncertain={outage.startUncertain} />,
      },
      {
        key: 'estimate',
        keep: 70,
        title: t('estimate'),
        width: 128,
        sortable: true,
        cell: (outage) => <EstimateText outage={outage} />,
      },
      {
        key: 'cause',
        keep: 20,
        title: t('cause'),
        width: 90,
        grow: 1.2,
        cell: (outage) => <span className="cut">{names.cause(outage.cause)}</span>,
      },
      {
        key: 'evidence',
        keep: 40,
        title: t('evidence'),
        hint: t('evidenceLong'),
        width: 118,
        cell: (outage) => <EvidenceCounts evidence={outage.evidence} />,
      },
    ],
    [t, word, format, names],
  );
}
