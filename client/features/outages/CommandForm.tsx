/** The frame of a command's form: fields, send, abandon, and what the server said. */

import type { FormEvent, ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { CommandState } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';
import { Button } from '../../ui/Button.tsx';
import { CommandStatus } from './CommandStatus.tsx';

type Props = {
  title: string;
  status: CommandState;
  /** A sentence: what is missing. */
  missing?: string | null;
  onSend(): void;
  onDone(): void;
  children: ReactNode;
};

export function CommandForm({ title, status, missing = null, onSend, onDone, children }: Props) {
  const t = useTranslations('outages.command');
  const live = useIsLive();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === null && live && status.state !== 'sending') onSend();
  };
  return (
    <form
      className="command-form"
      aria-label={title}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onDone();
      }}
    >
      {children}
      <CommandStatus status={status} />
      <div className="command-row">
        <Button type="submit" strong forbidden={live ? missing : t('offline')}>
          {status.state === 'sending' ? t('sending') : title}
        </Button>
        <Button plain onPress={onDone}>
          {t('abandon')}
        </Button>
      </div>
    </form>
  );
}
