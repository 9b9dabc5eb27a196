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
    const figure = (key: string, value: (source: SourceRecord) => number, from?: number, track = '86px'): Column<SourceRecord> => ({
      key,
      title: t(`column.${key}`),
      track,
      end: true,
      sortable: true,
      from,
      cell: (source) => (value(source) === 0 ? <span className="muted">0</span> : format.number(value(source))),
    });
    return [
      {
        key: 'state',
        title: t('column.state'),
        track: '150px',
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
        track: 'minmax(110px, 1.4fr)',
        sortable: true,
        cell: ({ id }) => <strong className="cut">{id}</strong>,
      },
      {
        key: 'kinds',
        title: t('column.kinds'),
        track: 'minmax(90px, 1fr)',
        from: 620,
        cell: ({ kinds }) => <span className="cut">{kinds.map((kind) => word('messageKind', kind)).join(', ')}</span>,
      },
      { key: 'transport', title: t('column.transport'), track: '88px', from: 960, cell: ({ transport }) => word('transport', transport) },
      {
        key: 'last',
        title: t('column.last'),
        track: '130px',
        sortable: true,
        cell: ({ lastReceivedAt, lastAt }) => <Moment at={lastReceivedAt ?? lastAt} />,
      },
      { key: 'rate', title: t('column.rate'), track: '72px', end: true, from: 700, cell: (source) => <SourceRate source={source} /> },
      {
        key: 'lag',
        title: t('column.lag'),
        hint: t('column.lagLong'),
        track: '72px',
        end: true,
        from: 860,
        cell: ({ skewMs }) => (skewMs === null ? '–' : t('milliseconds', { value: format.number(Math.round(skewMs)) })),
      },
      figure('accepted', (source) => source.accepted, 460),
      figure('duplicates', (source) => source.duplicates, 780, '78px'),
      figure('rejected', (source) => source.rejected, 560, '72px'),
      {
        key: 'gaps',
        title: t('column.gaps'),
        hint: t('column.gapsLong'),
        track: '70px',
        end: true,
        sortable: true,
        from: 900,
        cell: ({ gaps, missing }) => (gaps === 0 ? <span className="muted">0</span> : `${format.number(gaps)} (${format.number(missing)})`),
      },
      {
        key: 'stale',
        title: t('column.stale'),
        track: '86px',
        end: true,
        sortable: true,
        from: 740,
        cell: ({ points, pointsStale }) => (
          <span className={pointsStale > 0 ? 'stale' : 'muted'}>
            {format.number(pointsStale)}/{format.number(points)}
          </span>
        ),
      },
      figure('customers', (source) => source.customersBehind, undefined, '112px'),
    ];
  }, [t, word, format]);
}
