/** What became of a request, in words beside its control (rule L9). */

import { useTranslations } from 'use-intl';
import type { CommandState } from '../../live/useCommand.ts';
import { useWord } from '../../ui/useWord.ts';

export function Said({ status }: { status: CommandState }) {
  const t = useTranslations('repairs');
  const word = useWord();
  switch (status.state) {
    case 'idle':
    case 'done':
      return null;
    case 'sending':
      return (
        <p className="muted" role="status">
          {t('move.sending')}
        </p>
      );
    case 'refused': {
      const known = t.has(`refusal.${status.code}`) ? t(`refusal.${status.code}`) : null;
      return (
        <p className="refusal" role="alert">
          {t('move.refused', { reason: known ?? (status.message || word('refusal', status.code)) })}
        </p>
      );
    }
  }
}
