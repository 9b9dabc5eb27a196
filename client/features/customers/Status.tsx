/** How a request of the desk stands, beside the control that made it (rule L9). */

import { useTranslations } from 'use-intl';
import type { CommandState } from '../../live/useCommand.ts';
import { useWord } from '../../ui/useWord.ts';

export function Status({ status, done }: { status: CommandState; done?: string }) {
  const t = useTranslations('customers');
  const refusals = useTranslations('words.refusal');
  const word = useWord();
  switch (status.state) {
    case 'idle':
      return null;
    case 'sending':
      return <p role="status">{t('sending')}</p>;
    case 'done':
      return done === undefined ? null : <p role="status">{done}</p>;
    case 'refused':
      return (
        <p className="refusal" role="alert">
          {t('refused', { reason: refusals.has(status.code) || status.message === '' ? word('refusal', status.code) : status.message })}
        </p>
      );
  }
}
