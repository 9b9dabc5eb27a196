/** A short form for one command: fields, send, abandon, and what the server said (rules L9, L11). */

import type { FormEvent, ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useCommand, type Wish } from '../live/useCommand.ts';
import { Button } from './Button.tsx';
import { useWord } from './useWord.ts';

type Props = {
  readonly title: string;
  /** null while something is missing. */
  readonly wish: () => Wish | null;
  /** A sentence: what is missing. */
  readonly missing: string | null;
  readonly onDone: () => void;
  readonly children?: ReactNode;
};

export function WishForm({ title, wish, missing, onDone, children }: Props) {
  const t = useTranslations('outages.command');
  const words = useTranslations('words.refusal');
  const word = useWord();
  const { status, send } = useCommand();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = missing === null ? wish() : null;
    if (wanted !== null && status.state !== 'sending') void send(wanted).then((ok) => ok && onDone());
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
      {status.state === 'refused' && (
        <p className="refusal" role="alert">
          {t('refused', { reason: words.has(status.code) || status.message === '' ? word('refusal', status.code) : status.message })}
        </p>
      )}
      <div className="command-row">
        <Button type="submit" strong forbidden={missing}>
          {status.state === 'sending' ? t('sending') : title}
        </Button>
        <Button plain onPress={onDone}>
          {t('abandon')}
        </Button>
      </div>
    </form>
  );
}
