/** Columns of the feeder and area tables. */

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import type { Column } from '../../ui/TableHead.tsx';
import { useWord } from '../../ui/useWord.ts';
import { type Place, shareOut } from './placeOrder.ts';

export function usePlaceColumns(kind: 'feeder' | 'area', areaName: (id: string | null) => string): readonly Column<Place>[] {
  const t = useTranslations('places.column');
  const places = useTranslations('places');
  const word = useWord();
  const format = useFormat();
  return useMemo<readonly Column<Place>[]>(() => {
    const figure = (key: string, value: (place: Place) => number, keep?: number): Column<Place> => ({
      key,
      title: t(key),
      width: 92,
      end: true,
      sortable: true,
      keep,
      cell: (place) => {
        const count = value(place);
        return count === 0 ? <span className="muted">0</span> : <strong>{format.number(count)}</strong>;
      },
    });
    return [
      {
        key: 'name',
        title: t('name'),
        width: 140,
        grow: 2,
        sortable: true,
        cell: (place) => (
          <>
            <span className="cut" lang="es">
              {place.name}
            </span>
            <span className="muted cut">{place.id}</span>
          </>
        ),
      },
      kind === 'feeder'
        ? {
            key: 'area',
            keep: 40,
            title: t('area'),
            width: 100,
            grow: 1,
            cell: (place) => (
              <span className="cut" lang="es">
                {'area' in place ? areaName(place.area) : ''}
              </span>
            ),
          }
        : {
            key: 'level',
            keep: 40,
            title: t('level'),
            width: 100,
            grow: 1,
            cell: (place) => ('level' in place && place.level !== null ? word('areaLevel', place.level) : '–'),
          },
      ...(kind === 'feeder'
        ? [
            {
              key: 'head',
              keep: 35,
              title: t('head'),
              width: 110,
              cell: (place: Place) =>
                'headPosition' in place && place.headPosition !== null ? (
                  <span className={place.stale ? 'stale' : undefined}>
                    {word('position', place.headPosition)}
                    {place.stale && ` (${places('stale')})`}
                  </span>
                ) : (
                  '–'
                ),
            },
          ]
        : []),
      figure('outages', (place) => place.outagesOpen),
      figure('total', (place) => place.customersTotal, 80),
      figure('out', (place) => place.customersOut),
      figure('predicted', (place) => place.customersPredicted, 70),
      figure('partial', (place) => place.customersPartial, 30),
      figure('unknown', (place) => place.customersUnknown, 60),
      {
        key: 'share',
        keep: 90,
        title: t('share'),
        width: 132,
        end: true,
        sortable: true,
        cell: (place) => (
          <>
            <span className="share" aria-hidden="true">
              <span style={{ width: `${Math.min(1, shareOut(place)) * 100}%` }} />
            </span>
            <span className="share-words">{format.percent(shareOut(place))}</span>
          </>
        ),
      },
    ];
  }, [t, places, word, format, kind, areaName]);
}
