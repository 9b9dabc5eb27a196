/** Everything for the person on the line: the sentence first, then supply, outage, marks and history. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { customerAnswer } from '../../../shared/records/customer.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord } from '../../live/useRecord.ts';
import { useNow } from '../../ui/useNow.ts';
import { useWord } from '../../ui/useWord.ts';
import { ComplaintForm } from './ComplaintForm.tsx';
import { CustomerFacts } from './CustomerFacts.tsx';
import { CustomerHistory } from './CustomerHistory.tsx';
import { Sentence } from './Sentence.tsx';
import { SupplyFacts } from './SupplyFacts.tsx';
import { TakeCall } from './TakeCall.tsx';

/** Looked at again this often, so that an open page never grows old. */
const LOOK_AGAIN_MS = 15_000;

export function AnswerPage({ customer, onNext }: { customer: string; onNext(): void }) {
  const t = useTranslations('customers');
  const word = useWord();
  const now = useNow();
  const [sent, setSent] = useState(0);
  const [complaining, setComplaining] = useState(false);
  const [outage, setOutage] = useState('');
  const revision = useRecord('outage', outage)?.revision ?? 0;
  const renewOn = `${sent} ${revision} ${Math.floor(now / LOOK_AGAIN_MS)}`;
  const { answer: asked } = useAnswer(`/api/v1/customers/${encodeURIComponent(customer)}`, customerAnswer, renewOn);
  if (!asked) return <p className="empty">{t('loading')}</p>;
  if (!asked.ok) return <p className="refusal">{t('failed', { message: word('refusal', asked.code) })}</p>;
  const answer = asked.value;
  if ((answer.outage?.id ?? '') !== outage) setOutage(answer.outage?.id ?? '');
  return (
    <article className="answer" aria-label={answer.customer?.name ?? answer.servicePoint}>
      <header className="answer-head">
        <h2 className="cut" lang="es">
          {answer.customer?.name ?? answer.servicePoint}
        </h2>
        <strong className="found-power" data-power={answer.supply.state}>
          {t(`state.${answer.supply.state}`)}
        </strong>
      </header>
      <Sentence sentence={answer.sentence} locale={answer.customer?.locale ?? null} />
      <TakeCall answer={answer} onTaken={() => setSent((n) => n + 1)} onNext={onNext} onComplaint={() => setComplaining(true)} />
      {complaining && (
        <ComplaintForm
          customer={answer.customer?.id ?? null}
          servicePoint={answer.servicePoint}
          onDone={() => {
            setComplaining(false);
            setSent((n) => n + 1);
          }}
        />
      )}
      <div className="answer-columns">
        <SupplyFacts answer={answer} />
        <CustomerFacts answer={answer} />
      </div>
      <CustomerHistory answer={answer} />
    </article>
  );
}
