/** What can be done with one call: find its place, say what the customer answered, note the satisfaction. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CallRecord } from '../../../shared/records/call.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Status } from './Status.tsx';

const outcomes = ['informed', 'back-on', 'still-out', 'no-answer'] as const;
const scores = [1, 2, 3, 4, 5] as const;

function MatchForm({ call }: { call: string }) {
  const t = useTranslations('customers');
  const { status, send } = useCommand();
  const [place, setPlace] = useState('');
  return (
    <form
      className="take-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (place.trim() !== '') void send({ type: 'call.match', call, servicePoint: place.trim() });
      }}
    >
      <input
        className="field"
        aria-label={t('action.matchPlace')}
        placeholder={t('action.matchPlace')}
        value={place}
        onChange={(event) => setPlace(event.target.value)}
      />
      <Button type="submit">{t('action.match')}</Button>
      <Status status={status} />
    </form>
  );
}

export function CallActions({ call }: { call: CallRecord }) {
  const t = useTranslations('customers');
  const may = useMay();
  const { status, send } = useCommand();
  if (!may('call.answer')) return null;
  if (call.state === 'unresolved') return <MatchForm call={call.id} />;
  if (call.state === 'closed')
    return call.score !== null || !may('call.rate') ? (
      <span>{call.score}</span>
    ) : (
      <span className="take-row">
        <span className="muted">{t('action.rate')}</span>
        {scores.map((score) => (
          <Button
            key={score}
            plain
            label={`${t('action.rate')} ${score}`}
            onPress={() => void send({ type: 'call.rate', call: call.id, score })}
          >
            {score}
          </Button>
        ))}
        <Status status={status} />
      </span>
    );
  return (
    <span className="take-row">
      {outcomes.map((outcome) => (
        <Button key={outcome} plain onPress={() => void send({ type: 'call.answer', call: call.id, outcome })}>
          {t(`action.${outcome}`)}
        </Button>
      ))}
      <Status status={status} />
    </span>
  );
}
