/** What was opened, earthed and tagged before anybody touches the line, and taken back afterwards. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolation } from '../../../shared/records/job.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useOutbox } from './CrewContext.tsx';
import type { PartProps } from './JobSheet.tsx';

const actions = isolation.shape.action.options;

export function IsolationPart({ job, doing }: PartProps) {
  const t = useTranslations('crew.isolation');
  const format = useFormat();
  const { items } = useOutbox();
  const [device, setDevice] = useState(job.device?.id ?? '');
  const waiting = items.flatMap((item) =>
    item.kind === 'command' && item.job === job.id && item.command.type === 'job.isolate' && item.conflict === null
      ? [{ at: item.at, device: item.command.device, action: item.command.action }]
      : [],
  );
  const all = [...job.isolations.map(({ at, device: id, action }) => ({ at: Date.parse(at), device: id, action })), ...waiting];
  const named = device.trim();
  return (
    <details className="crew-part">
      <summary>
        {t('title')} <strong>{format.number(all.length)}</strong>
      </summary>
      <ol className="crew-outbox">
        {all.map(({ at, device: id, action }) => (
          <li key={`${at} ${id} ${action}`}>
            {format.seconds(at)} · {id} {t(`action.${action}`)}
          </li>
        ))}
      </ol>
      <label className="crew-form">
        {t('device')}
        <input value={device} maxLength={200} onChange={(event) => setDevice(event.target.value)} />
      </label>
      <div className="crew-two">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            disabled={named === ''}
            onClick={() => void doing.act(job, { type: 'job.isolate', device: named, action })}
          >
            {t(`action.${action}`)}
          </button>
        ))}
      </div>
    </details>
  );
}
