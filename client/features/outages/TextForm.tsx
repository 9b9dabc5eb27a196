/** Commands that need words: a comment, or the reason without which nothing is cancelled, closed or reopened (rule L11). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OutageRecord } from '../../../shared/records/outage.ts';
import { useCommand, type Wish } from '../../live/useCommand.ts';
import { CommandForm } from './CommandForm.tsx';

type FormName = 'comment' | 'cancel' | 'closeWithReason' | 'reopen';

export function TextForm({ outage, form, onDone }: { outage: OutageRecord; form: FormName; onDone(): void }) {
  const t = useTranslations('outages.command');
  const { status, send } = useCommand();
  const [text, setText] = useState('');
  const [restored, setRestored] = useState(false);
  const reason = text.trim();

  const wish = (): Wish => {
    switch (form) {
      case 'comment':
        return { type: 'outage.comment', outage: outage.id, text: reason };
      case 'cancel':
        return { type: 'outage.cancel', outage: outage.id, reason };
      case 'closeWithReason':
        return { type: 'outage.closeWithReason', outage: outage.id, reason, ...(restored ? { restored } : {}) };
      case 'reopen':
        return { type: 'outage.reopen', outage: outage.id, reason };
    }
  };
  const missing = reason === '' ? t(form === 'comment' ? 'text' : 'reason') : null;
  return (
    <CommandForm
      title={form === 'comment' ? t('addComment') : t(form)}
      status={status}
      missing={missing}
      onDone={onDone}
      onSend={() => void send(wish()).then((ok) => ok && onDone())}
    >
      <label className="label">
        <span>{t(form === 'comment' ? 'text' : 'reason')}</span>
        <textarea
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the form opens on a key press that asks for it
          autoFocus
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
        {form !== 'comment' && <small>{t('reasonWhy')}</small>}
      </label>
      {form === 'closeWithReason' && (
        <label className="check">
          <input type="checkbox" checked={restored} onChange={(event) => setRestored(event.target.checked)} /> {t('restored')}
        </label>
      )}
    </CommandForm>
  );
}
