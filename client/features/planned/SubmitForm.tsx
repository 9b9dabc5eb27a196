/** Submits a planned outage: devices, times in the zone of the network, and why (rules L1, L3). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { WishForm } from '../../ui/WishForm.tsx';
import { parseTypedTime } from '../../ui/zoneTime.ts';

const linesOf = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean);

const KINDS = ['planned', 'maintenance', 'temporary'] as const;

export function SubmitForm({ onDone }: { onDone(): void }) {
  const t = useTranslations('planned');
  const { timeZone } = useFormat();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('planned');
  const [open, setOpen] = useState('');
  const [close, setClose] = useState('');
  const [work, setWork] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const momentOf = (text: string): string | null => {
    const typed = text === '' ? null : parseTypedTime(text, timeZone, Date.now());
    if (typed?.kind === 'one') return new Date(typed.ms).toISOString();
    return typed?.kind === 'twice' ? new Date(typed.first).toISOString() : null;
  };
  const [start, end] = [momentOf(from), momentOf(until)];
  const complete = start !== null && end !== null && work.trim() !== '' && linesOf(open).length > 0;
  const field = (label: string, value: string, set: (text: string) => void, type = 'text') => (
    <label className="label">
      <span>{label}</span>
      <input className="field" type={type} value={value} onChange={(event) => set(event.target.value)} />
    </label>
  );
  const lines = (label: string, value: string, set: (text: string) => void) => (
    <label className="label">
      <span>{label}</span>
      <textarea className="field" value={value} onChange={(event) => set(event.target.value)} />
    </label>
  );
  return (
    <section className="detail" aria-label={t('submit')}>
      <header className="detail-head">
        <div className="detail-title">
          <h2>{t('submit')}</h2>
        </div>
        <Button plain icon label={t('close')} onPress={onDone}>
          ×
        </Button>
      </header>
      <div className="detail-scroll">
        <WishForm
          title={t('submit')}
          missing={complete ? null : t('missing')}
          onDone={onDone}
          wish={() => {
            if (start === null || end === null) return null;
            const said = reason.trim() === '' ? {} : { reason: reason.trim() };
            return { type: 'planned.submit', kind, open: linesOf(open), close: linesOf(close), start, end, work: work.trim(), ...said };
          }}
        >
          <label className="label">
            <span>{t('column.kind')}</span>
            <select
              className="field"
              value={kind}
              onChange={(event) => setKind(KINDS.find((name) => name === event.target.value) ?? 'planned')}
            >
              {KINDS.map((name) => (
                <option key={name} value={name}>
                  {t(`kind.${name}`)}
                </option>
              ))}
            </select>
          </label>
          {lines(t('devices'), open, setOpen)}
          {lines(t('ties'), close, setClose)}
          {field(t('from'), from, setFrom, 'datetime-local')}
          {field(t('until'), until, setUntil, 'datetime-local')}
          {field(t('work'), work, setWork)}
          {field(t('reason'), reason, setReason)}
        </WishForm>
      </div>
    </section>
  );
}
