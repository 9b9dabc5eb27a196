/** Sets the cause of an outage from the list of causes, with a note. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useCommand } from '../../live/useCommand.ts';
import { useWord } from '../../ui/useWord.ts';
import { CommandForm } from './CommandForm.tsx';

const CAUSES = [
  'equipment-failure',
  'vegetation',
  'animal',
  'lightning',
  'wind',
  'vehicle',
  'dig-in',
  'third-party',
  'overload',
  'flood',
  'ice',
  'fire',
  'human-error',
  'loss-of-supply',
  'planned',
  'other',
  'unknown',
] as const;

export function CauseForm({ outage, onDone }: { outage: OutageRecord; onDone(): void }) {
  const t = useTranslations('outages.command');
  const word = useWord();
  const { status, send } = useCommand();
  const [cause, setCause] = useState(outage.cause ?? 'unknown');
  const [note, setNote] = useState('');
  const listed = CAUSES.some((name) => name === cause) ? CAUSES : [cause, ...CAUSES];
  return (
    <CommandForm
      title={t('setCause')}
      status={status}
      onDone={onDone}
      onSend={() => {
        const text = note.trim();
        void send({ type: 'outage.setCause', outage: outage.id, cause, ...(text ? { note: text } : {}) }).then((ok) => ok && onDone());
      }}
    >
      <label className="label">
        <span>{t('causeLabel')}</span>
        <select
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the form opens on a key press that asks for it
          autoFocus
          value={cause}
          onChange={(event) => setCause(event.target.value)}
        >
          {listed.map((name) => (
            <option key={name} value={name}>
              {word('cause', name)}
            </option>
          ))}
        </select>
      </label>
      <label className="label">
        <span>{t('note')}</span>
        <input className="field" value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
      </label>
    </CommandForm>
  );
}
