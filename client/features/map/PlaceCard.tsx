/** A feeder or an area beside the map: its customers in five numbers, and the outages in it. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { byHarm, isOpen } from '../../live/openOutages.ts';
import { useRecord, useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import { Card, Fact } from './Card.tsx';

const open = (table: ReadonlyMap<string, OutageRecord>) => [...table.values()].filter(isOpen).sort(byHarm);

type Props = { kind: 'feeder' | 'area'; id: string; onClose(): void; onSelectOutage(id: string): void };

export function PlaceCard({ kind, id, onClose, onSelectOutage }: Props) {
  const t = useTranslations('map.place');
  const word = useWord();
  const format = useFormat();
  const feeder = useRecord('feeder', kind === 'feeder' ? id : null);
  const area = useRecord('area', kind === 'area' ? id : null);
  const place = feeder ?? area;
  const outages = useRecords('outage', open).filter((outage) =>
    kind === 'feeder' ? outage.feeder === id : outage.areas.some((part) => part.id === id),
  );
  return (
    <Card title={place?.name ?? id} subtitle={t(kind)} onClose={onClose}>
      {place && (
        <dl className="facts">
          <Fact label={t('total')}>{format.number(place.customersTotal)}</Fact>
          <Fact label={t('out')}>
            <strong>{format.number(place.customersOut)}</strong>{' '}
            {place.customersTotal > 0 && <span className="muted">{format.percent(place.customersOut / place.customersTotal)}</span>}
          </Fact>
          <Fact label={t('predicted')}>{format.number(place.customersPredicted)}</Fact>
          <Fact label={t('partial')}>{format.number(place.customersPartial)}</Fact>
          <Fact label={t('unknown')}>{format.number(place.customersUnknown)}</Fact>
          {feeder?.headPosition && (
            <Fact label={t('head')}>
              <span className={feeder.stale ? 'stale' : undefined}>{word('position', feeder.headPosition)}</span>
            </Fact>
          )}
          {feeder?.substation && <Fact label={t('substation')}>{feeder.substation}</Fact>}
        </dl>
      )}
      <h3 className="card-part">
        {t('outages')} <span className="muted">{format.number(outages.length)}</span>
      </h3>
      <ul>
        {outages.map((outage) => (
          <li key={outage.id}>
            <Button plain onPress={() => onSelectOutage(outage.id)}>
              P{outage.priority} {outage.device.name}, {word('state', outage.state)},{' '}
              {format.number(outage.customersOut + outage.customersPredicted)}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
