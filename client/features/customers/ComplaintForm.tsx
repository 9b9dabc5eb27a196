/** Opens a complaint: class, what it is about, and the customer's words (rules C7, C9). */

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { complaintClass, complaintSubject } from '../../../shared/records/complaint.ts';
import { useCommand } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from './Choice.tsx';
import { Status } from './Status.tsx';

export function ComplaintForm({ customer, servicePoint, onDone }: { customer: string | null; servicePoint: string; onDone(): void }) {
  const t = useTranslations('customers');
  const { status, send } = useCommand();
  const [kind, setKind] = useState<(typeof complaintClass.options)[number]>('supply-interruption');
  const [subject, setSubject] = useState<(typeof complaintSubject.options)[number]>('general');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const place = customer === null ? { servicePoint } : { customer };
  return (
    <form
      className="take"
      aria-label={t('complaint.open')}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '')
          void send({ type: 'complaint.open', ...place, class: kind, subject, text: text.trim() }).then((ok) => ok && onDone());
      }}
    >
      <div className="take-row">
        <Choice
          label={t('column.class')}
          value={kind}
          options={complaintClass.options}
          word={(each) => t(`complaint.class.${each}`)}
          onChoose={(each) => setKind(each)}
        />
        <Choice
          label={t('complaint.subjectLabel')}
          value={subject}
          options={complaintSubject.options}
          word={(each) => t(`complaint.subject.${each}`)}
          onChoose={(each) => setSubject(each)}
        />
      </div>
      <label className="label">
        <span>{t('complaint.text')}</span>
        <textarea ref={field} className="field" value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className="take-row">
        <Button type="submit" strong forbidden={text.trim() === '' ? t('complaint.text') : null}>
          {t('complaint.open')}
        </Button>
        <Button plain onPress={onDone}>
          {t('close')}
        </Button>
      </div>
      <Status status={status} />
    </form>
  );
}
