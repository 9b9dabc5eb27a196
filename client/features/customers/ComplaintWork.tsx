/** The steps of a complaint in the order in which they are due: contact, answer, cause, correction, visit, close (rule C8). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ComplaintRecord } from '../../../shared/records/complaint.ts';
import { type Sender, useCommand, useMay } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Status } from './Status.tsx';

type Part = 'answer' | 'rootCause' | 'correction';

function TextPart({ name, value, onSave }: { name: string; value: string | null; onSave(text: string): void }) {
  const t = useTranslations('customers.complaint');
  const [text, setText] = useState(value ?? '');
  return (
    <form
      className="take-row"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onSave(text.trim());
      }}
    >
      <label className="label take-text">
        <span>{name}</span>
        <input className="field" value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
      </label>
      <Button type="submit" forbidden={text.trim() === '' ? name : null}>
        {t('save')}
      </Button>
    </form>
  );
}

const parts: readonly Part[] = ['answer', 'rootCause', 'correction'];

function saved(complaint: string, part: Part, text: string): Parameters<Sender['send']>[0] {
  switch (part) {
    case 'answer':
      return { type: 'complaint.update', complaint, answer: text };
    case 'rootCause':
      return { type: 'complaint.update', complaint, rootCause: text };
    case 'correction':
      return { type: 'complaint.update', complaint, correction: text };
  }
}

export function ComplaintWork({ complaint }: { complaint: ComplaintRecord }) {
  const t = useTranslations('customers.complaint');
  const may = useMay();
  const { status, send } = useCommand();
  if (complaint.state === 'closed' || !may('complaint.update')) return null;
  const { id } = complaint;
  return (
    <div className="take">
      <div className="take-row">
        {complaint.missing.includes('contact') && (
          <Button onPress={() => void send({ type: 'complaint.update', complaint: id, contacted: true })}>{t('contacted')}</Button>
        )}
        <Button onPress={() => void send({ type: 'complaint.update', complaint: id, chased: true })}>{t('chase')}</Button>
      </div>
      {parts.map((part) => (
        <TextPart
          key={`${part} ${complaint.reopened}`}
          name={t(part)}
          value={complaint[part]}
          onSave={(text) => void send(saved(id, part, text))}
        />
      ))}
      {complaint.returnVisit === null && complaint.answer !== null && (
        <fieldset className="take-row" aria-label={t('visit')}>
          <span>{t('visit')}</span>
          <Button onPress={() => void send({ type: 'complaint.update', complaint: id, returnVisit: { satisfied: true } })}>
            {t('satisfied')}
          </Button>
          <Button onPress={() => void send({ type: 'complaint.update', complaint: id, returnVisit: { satisfied: false } })}>
            {t('notSatisfied')}
          </Button>
        </fieldset>
      )}
      {complaint.missing.length === 0 && (
        <Button strong onPress={() => void send({ type: 'complaint.close', complaint: id })}>
          {t('close')}
        </Button>
      )}
      <Status status={status} />
    </div>
  );
}
