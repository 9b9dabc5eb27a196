/** Takes the call with one key press, and what else an agent does while the customer is on the line. */

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { callKind } from '../../../shared/messages/call.ts';
import type { CustomerAnswer } from '../../../shared/records/customer.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Status } from './Status.tsx';

type Kind = (typeof callKind.options)[number];
type Props = { answer: CustomerAnswer; onTaken(): void; onNext(): void; onComplaint(): void };

const isKind = (text: string): text is Kind => callKind.options.some((kind) => kind === text);

export function TakeCall({ answer, onTaken, onNext, onComplaint }: Props) {
  const t = useTranslations('customers');
  const may = useMay();
  const { status, send } = useCommand();
  const [kind, setKind] = useState<Kind>('no-power');
  const [text, setText] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  if (!may('call.take')) return null;
  const place = answer.customer ? { customer: answer.customer.id } : { servicePoint: answer.servicePoint };
  const words = text.trim() === '' ? {} : { text: text.trim() };
  const sent = (ok: boolean): void => {
    if (ok) onTaken();
  };
  const take = (said: { answer?: 'still-out' | 'back-on' } = {}): void =>
    void send({ type: 'call.take', kind, ...place, ...words, ...said }).then(sent);
  const job = answer.outage?.job ?? null;
  const waiting = answer.calls.find(({ state }) => state !== 'closed');
  return (
    <form
      className="take"
      aria-label={t('take.title')}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <div className="take-row">
        <Button ref={button} type="submit" strong>
          {t('take.send', { kind: t(`kind.${kind}`) })}
        </Button>
        <label className="label">
          <span>{t('take.kind')}</span>
          <select className="field" value={kind} onChange={(event) => isKind(event.target.value) && setKind(event.target.value)}>
            {callKind.options.map((each) => (
              <option key={each} value={each}>
                {t(`kind.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="label take-text">
          <span>{t('take.text')}</span>
          <input className="field" value={text} maxLength={2000} autoComplete="off" onChange={(event) => setText(event.target.value)} />
        </label>
      </div>
      <div className="take-row">
        <Button onPress={() => take({ answer: 'still-out' })}>{t('take.stillOut')}</Button>
        <Button onPress={() => take({ answer: 'back-on' })}>{t('take.backOn')}</Button>
        {(job !== null || waiting) && (
          <Button
            onPress={() =>
              void send(
                job === null
                  ? { type: 'call.remind', call: waiting?.id ?? '' }
                  : { type: 'job.remind', job, servicePoint: answer.servicePoint, ...words },
              ).then(sent)
            }
          >
            {t('take.remind')}
          </Button>
        )}
        {may('complaint.open') && <Button onPress={onComplaint}>{t('take.complaint')}</Button>}
        <Button plain onPress={onNext}>
          {t('take.back')}
        </Button>
      </div>
      <Status status={status} done={t('take.taken')} />
    </form>
  );
}
