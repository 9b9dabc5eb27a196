/** Nobody fits what was typed: the call is taken and counted all the same, and somebody finds its place later (rules P1, C12). */

import { useTranslations } from 'use-intl';
import { useCommand } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { Status } from './Status.tsx';

export function UnmatchedCall({ typed }: { typed: string }) {
  const t = useTranslations('customers');
  const { status, send } = useCommand();
  return (
    <div className="empty">
      <strong>{t('nobody')}</strong>
      <Button onPress={() => void send({ type: 'call.take', kind: 'no-power', address: typed, text: typed })}>{t('takeUnmatched')}</Button>
      <Status status={status} done={t('take.taken')} />
    </div>
  );
}
