/** Columns of the source list. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { SourceRecord } from '../../../shared/records/source.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { Column } from '../../ui/TableHead.tsx';
import { useWord } from '../../ui/useWord.ts';
import { SourceLamp } from './SourceLamp.tsx';
import { SourceRate } from './SourceRate.tsx';
import { stateOf } from './sourceOrder.ts';

export function useSourceColumns(): readonly Column<SourceRecord>[] {
  const t = useTranslations('sources');
  const word = useWord();
  const format = useFormat();
  return useMemo<readonly Column<SourceRecord>[]>(() => {
    const figure = (key: string, value: (source: SourceRecord) => number, keep?: number, width = 86): Column<SourceRecord> => ({
      key,
      title: t(`column.${key}`),
      width,
      end: true,
      sortable: true,
      keep,
      cell: (source) => (value(source) === 0 ? <span className="muted">0</span> : format.number(value(source))),
    });
    return [
      {
        key: 'state',
        title: t('column.state'),
        width: 150,
        sortable: true,
        cell: (source) => (
          <>
            <SourceLamp state={stateOf(source)} />
            <span className={stateOf(source) === 'online' ? undefined : 'stale'}>{t(`state.${stateOf(source)}`)}</span>
            {source.offlineSince !== null && stateOf(source) !== 'online' && (
              <span className="muted cut">{t('lostSince', { time: format.seconds(Date.parse(source.offlineSince)) })}</span>
            )}
          </>
        ),
      },
      {
        key: 'id',
        title: t('column.id'),
        width: 110,
        grow: 1.4,
        sortable: true,
        cell: ({ id }) => <strong className="cut">{id}</strong>,
      },
      {
        key: 'kinds',
        keep: 55,
        title: t('column.kinds'),
        width: 90,
        grow: 1,
        cell: ({ kinds }) => <span className="cut">{kinds.map((kind) => word('messageKind', kind)).join(', ')}</span>,
      },
      { key: 'transport', keep: 10, title: t('column.transport'), width: 88, cell: ({ transport }) => word('transport', transport) },
      {
        key: 'last',
        title: t('column.last'),
        width: 130,
        sortable: true,
        cell: ({ lastReceivedAt, lastAt }) => <Moment at={lastReceivedAt ?? lastAt} />,
      },
      { key: 'rate', keep: 60, title: t('column.rate'), width: 72, end: true, cell: (source) => <SourceRate source={source} /> },
      {
        key: 'lag',
        keep: 40,
        title: t('column.lag'),
        hint: t('column.lagLong'),
        width: 72,
        end: true,
        cell: ({ skewMs }) => (skewMs === null ? '–' : t('milliseconds', { value: format.number(Math.round(skewMs)) })),
      },
      figure('accepted', (source) => source.accepted, 80),
      figure('duplicates', (source) => source.duplicates, 45, 78),
      figure('rejected', (source) => source.rejected, 75, 72),
      {
        key: 'gaps',
        keep: 35,
        title: t('column.gaps'),
        hint: t('column.gapsLong'),
        width: 70,
        end: true,
        sortable: true,
        cell: ({ gaps, missing }) => (gaps === 0 ? <span className="muted">0</span> : `${format.number(gaps)} (${format.number(missing)})`),
      },
      {
        key: 'stale',
        keep: 50,
        title: t('column.stale'),
        width: 86,
        end: true,
        sortable: true,
        cell: ({ points, pointsStale }) => (
          <span className={pointsStale > 0 ? 'stale' : 'muted'}>
            {format.number(pointsStale)}/{format.number(points)}
          </span>
        ),
      },
      figure('customers', (source) => source.customersBehind, undefined, 112),
    ];
  }, [t, word, format]);
}
