/** Divides an outage at a device below it, chosen from those that have some of its customers; both sums are shown before it is sent. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { outageParts } from '../../../shared/records/outagePart.ts';
import { fold } from '../../live/fold.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useCommand } from '../../live/useCommand.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord } from '../../ui/useWord.ts';
import { CommandForm } from './CommandForm.tsx';

const MOST_SHOWN = 30;

export function SplitForm({ outage, onDone }: { outage: OutageRecord; onDone(): void }) {
  const t = useTranslations('outages.command');
  const word = useWord();
  const format = useFormat();
  const { status, send } = useCommand();
  const [wanted, setWanted] = useState('');
  const [device, setDevice] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { answer } = useAnswer(`/api/v1/outages/${encodeURIComponent(outage.id)}/parts`, outageParts, outage.revision);
  const parts = answer?.ok ? answer.value.items : [];
  const found = parts.filter((part) => fold(`${part.device.name} ${part.device.id}`).includes(fold(wanted)));
  const chosen = parts.find((part) => part.device.id === device);
  return (
    <CommandForm
      title={t('split')}
      status={status}
      missing={!chosen ? t('device') : reason.trim() === '' ? t('reason') : null}
      onDone={onDone}
      onSend={() => {
        if (chosen)
          void send({ type: 'outage.split', outage: outage.id, device: chosen.device.id, reason: reason.trim() }).then(
            (ok) => ok && onDone(),
          );
      }}
    >
      <label className="label">
        <span>{t('device')}</span>
        <input
          className="field"
          type="search"
          // biome-ignore lint/a11y/noAutofocus: the form opens on a key press that asks for it
          autoFocus
          placeholder={t('splitSearch')}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      </label>
      {answer?.ok && parts.length === 0 && <p className="muted">{t('splitNone')}</p>}
      {answer && !answer.ok && <p className="refusal">{word('refusal', answer.code)}</p>}
      <fieldset className="choices" aria-label={t('device')}>
        {found.slice(0, MOST_SHOWN).map((part) => (
          <label key={part.device.id} className="check">
            <input type="radio" name="split-at" checked={part.device.id === device} onChange={() => setDevice(part.device.id)} />
            <span className="cut" lang="es" title={part.device.id}>
              {part.device.name}
            </span>
            <span className="muted">{word('deviceKind', part.device.kind)}</span>
            <span className="number">{format.number(part.customers)}</span>
          </label>
        ))}
      </fieldset>
      {found.length > MOST_SHOWN && <p className="muted">{t('splitMore', { count: found.length - MOST_SHOWN })}</p>}
      {chosen && (
        <p className="muted">
          {t('splitSums', {
            now: format.number(outage.customersOut),
            stay: format.number(outage.customersOut - chosen.customers),
            go: format.number(chosen.customers),
          })}
        </p>
      )}
      <label className="label">
        <span>{t('reason')}</span>
        <input className="field" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
        <small>{t('reasonWhy')}</small>
      </label>
    </CommandForm>
  );
}
