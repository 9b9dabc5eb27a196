/** Merges an outage into another open one; both sums are shown before it is sent. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { byHarm, isOpen } from '../../live/openOutages.ts';
import { useCommand } from '../../live/useCommand.ts';
import { useRecords } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { CommandForm } from './CommandForm.tsx';
import { customersOf } from './outageOrder.ts';

const open = (table: ReadonlyMap<string, OutageRecord>) => [...table.values()].filter(isOpen).sort(byHarm);

export function MergeForm({ outage, onDone }: { outage: OutageRecord; onDone(): void }) {
  const t = useTranslations('outages.command');
  const format = useFormat();
  const { status, send } = useCommand();
  const [into, setInto] = useState('');
  const others = useRecords('outage', open).filter(({ id, feeder }) => id !== outage.id && feeder === outage.feeder);
  const target = others.find(({ id }) => id === into);
  return (
    <CommandForm
      title={t('merge')}
      status={status}
      missing={target ? null : t('into')}
      onDone={onDone}
      onSend={() => void send({ type: 'outage.merge', outage: outage.id, into }).then((ok) => ok && onDone())}
    >
      <label className="label">
        <span>{t('into')}</span>
        <select className="field" value={into} onChange={(event) => setInto(event.target.value)}>
          <option value="">–</option>
          {others.map(({ id, device }) => (
            <option key={id} value={id}>
              {device.name} ({id})
            </option>
          ))}
        </select>
      </label>
      {target && (
        <p className="muted">
          {t('mergeSums', {
            mine: format.number(customersOf(outage)),
            theirs: format.number(customersOf(target)),
            sum: format.number(customersOf(outage) + customersOf(target)),
          })}
        </p>
      )}
    </CommandForm>
  );
}
