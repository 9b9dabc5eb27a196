/** One device: its supply and position, since when, what feeds it, and the outage it lies in. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useRecord, useRecords } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { Card, Fact } from './Card.tsx';

const all = (table: ReadonlyMap<string, OutageRecord>) => [...table.values()];

export function DeviceCard({ id, onClose, onSelectOutage }: { id: string; onClose(): void; onSelectOutage(id: string): void }) {
  const t = useTranslations('map.device');
  const word = useWord();
  const format = useFormat();
  const { store } = useLive();
  const device = useRecord('device', id);
  const outages = useRecords('outage', all).filter((outage) => outage.device.id === id || outage.id === device?.outage);
  const feeder = (key: string | null) => (key === null ? '–' : (store.get('feeder', key)?.name ?? key));
  const kind = device ? word(device.switchKind === null ? 'deviceKind' : 'switchKind', device.switchKind ?? device.kind) : t('title');
  return (
    <Card title={id} subtitle={kind} onClose={onClose}>
      {!device && <p>{t('normalState')}</p>}
      {device && (
        <dl className="facts">
          <Fact label={t('supply')}>
            <strong className={device.stale ? 'stale' : undefined}>{word('supply', device.supply)}</strong>
            {device.predicted && ` (${word('state', 'predicted')})`}
            {device.deadPhases !== '' && <small>{t('dead', { phases: device.deadPhases })}</small>}
          </Fact>
          {device.position !== null && (
            <Fact label={t('position')}>
              <strong>{word('position', device.position)}</strong>
              <small>
                {t('normal', { position: word('position', device.normallyOpen ? 'open' : 'closed') })}
                {device.openPhases !== '' && `, ${t('open', { phases: device.openPhases })}`}
              </small>
            </Fact>
          )}
          <Fact label={t('since')}>
            <Moment at={device.since} />
            {device.stale && (
              <small>{t('stale', { time: device.lastGoodAt === null ? '–' : format.seconds(Date.parse(device.lastGoodAt)) })}</small>
            )}
          </Fact>
          <Fact label={t('feeder')}>
            <span lang="es">{feeder(device.feeder)}</span>
          </Fact>
          {device.fedBy !== null && (
            <Fact label={t('fedBy')}>
              <strong lang="es">{feeder(device.fedBy)}</strong>
            </Fact>
          )}
        </dl>
      )}
      <h3 className="card-part">{t('outages')}</h3>
      {outages.length === 0 && <p className="muted">{t('none')}</p>}
      <ul>
        {outages.map((outage) => (
          <li key={outage.id}>
            <Button plain onPress={() => onSelectOutage(outage.id)}>
              {outage.device.name}, {word('state', outage.state)}, {format.number(outage.customersOut + outage.customersPredicted)}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
