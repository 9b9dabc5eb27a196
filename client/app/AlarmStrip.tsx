/** Three lines with the worst unacknowledged outages, the same height when there is none. P1 never waits behind a list. */

import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { unacknowledged } from '../live/openOutages.ts';
import { useSelection } from '../live/selection.ts';
import { useCommand, useMay } from '../live/useCommand.ts';
import { useIsLive } from '../live/useFeed.ts';
import { useRecords } from '../live/useRecord.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/FormatContext.tsx';
import { Moment } from '../ui/Moment.tsx';
import { lookOf } from '../ui/outageLook.ts';
import { PrioritySymbol } from '../ui/PrioritySymbol.tsx';
import { priorityOf } from '../ui/symbolShape.ts';
import { useWord } from '../ui/useWord.ts';

const LINES = 3;

function StripLine({ outage }: { outage: OutageRecord }) {
  const t = useTranslations('shell');
  const format = useFormat();
  const word = useWord();
  const [, select] = useSelection();
  const { status, send } = useCommand();
  const may = useMay();
  const live = useIsLive();
  const priority = priorityOf(outage.priority);
  const customers = outage.customersOut + outage.customersPredicted;
  return (
    <li className="strip-line">
      <PrioritySymbol priority={priority} look={lookOf(outage)} size={20} flashing label={`P${priority}`} />
      <button type="button" className="strip-name" onClick={() => select({ kind: 'outage', id: outage.id })}>
        <strong className="cut" lang="es">
          {outage.device.name}
        </strong>
        <span className="muted">{word('state', outage.state)}</span>
      </button>
      <span className="strip-customers">{t('customers', { count: customers, formatted: format.number(customers) })}</span>
      <Moment at={outage.startedAt} uncertain={outage.startUncertain} />
      {may('outage.acknowledge') && (
        <Button forbidden={live ? null : t('offlineNever')} onPress={() => void send({ type: 'outage.acknowledge', outage: outage.id })}>
          {status.state === 'sending' ? '…' : t('acknowledge')}
        </Button>
      )}
      {status.state === 'refused' && <span role="alert">{status.message || word('refusal', status.code)}</span>}
    </li>
  );
}

export function AlarmStrip() {
  const t = useTranslations('shell');
  const waiting = useRecords('outage', unacknowledged);
  const hidden = waiting.length - LINES;
  return (
    <section className="strip" aria-label={t('strip')}>
      {waiting.length === 0 ? (
        <p className="strip-empty muted">{t('stripEmpty')}</p>
      ) : (
        <ul>
          {waiting.slice(0, LINES).map((outage) => (
            <StripLine key={outage.id} outage={outage} />
          ))}
        </ul>
      )}
      {hidden > 0 && <span className="strip-more">{t('stripMore', { count: hidden })}</span>}
    </section>
  );
}
