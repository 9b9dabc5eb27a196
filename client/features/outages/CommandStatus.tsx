/** How a request stands: sending, done, or refused in words with what to do (rule L9). */

import { useTranslations } from 'use-intl';
import type { CommandState } from '../../live/useCommand.ts';
import { useWord } from '../../ui/useWord.ts';

export function CommandStatus({ status }: { status: CommandState }) {
  const t = useTranslations('outages.command');
  const words = useTranslations('words.refusal');
  const word = useWord();
  switch (status.state) {
    case 'idle':
    case 'done':
      return null;
    case 'sending':
      return (
        <p className="muted" role="status">
          {t('sending')}
        </p>
      );
    case 'refused':
      return (
        <p className="refusal" role="alert">
          {t('refused', { reason: words.has(status.code) || status.message === '' ? word('refusal', status.code) : status.message })}
        </p>
      );
  }
}
