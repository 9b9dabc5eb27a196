/** Calls that wait for somebody: unresolved ones, call-backs, reminders; answered where they stand (rules C5, C12, R19). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { callRecord } from '../../../shared/records/call.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { CallActions } from './CallActions.tsx';

const page = z.object({ items: z.array(callRecord), total: z.number() });
const filters = ['unresolved', 'call-back', 'open', 'closed', 'all'] as const;
type Filter = (typeof filters)[number];

export function CallList({ version }: { version: number }) {
  const t = useTranslations('customers');
  const word = useWord();
  const [filter, setFilter] = useState<Filter>('all');
  const { answer } = useAnswer(`/api/v1/calls?state=${filter}&limit=200`, page, version);
  const items = answer?.ok ? answer.value.items : [];
  return (
    <div className="desk-list">
      <fieldset className="choice" aria-label={t('column.state')}>
        {filters.map((name) => (
          <Button key={name} pressed={filter === name} onPress={() => setFilter(name)}>
            {t(`filter.${name}`)}
          </Button>
        ))}
      </fieldset>
      {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
      {answer?.ok && items.length === 0 && <p className="empty">{t('emptyCalls')}</p>}
      {items.length > 0 && (
        <table className="desk-table">
          <caption className="unseen">{t('tabs.calls')}</caption>
          <thead>
            <tr>
              {(['at', 'kind', 'state', 'place', 'owner', 'due', 'reminders'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`column.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="unseen">{t('take.title')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((call) => (
              <tr key={call.id} data-late={call.overdue || undefined}>
                <td>
                  <Moment at={call.at} />
                </td>
                <td>
                  {t(`kind.${call.kind}`)} <span className="muted">{t(`channel.${call.channel}`)}</span>
                </td>
                <td>
                  {t(`callState.${call.state}`)} {call.repeatCaller && <strong>{t('mark.repeat')}</strong>}
                </td>
                <td>{call.servicePoint ?? '–'}</td>
                <td>{call.owner}</td>
                <td>
                  <Moment at={call.dueAt} show="clock" />
                </td>
                <td className="number">{call.reminders.length}</td>
                <td>
                  <CallActions call={call} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
