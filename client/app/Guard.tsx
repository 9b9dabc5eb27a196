/** Keeps a failure of one screen from taking the frame with it (rule L17). React asks for a class here. */

import { Component, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/Button.tsx';

function Failed({ message, again }: { message: string; again(): void }) {
  const t = useTranslations('shell');
  return (
    <div className="empty" role="alert">
      <strong>{t('failed')}</strong>
      <code>{message}</code>
      <p>
        <Button onPress={again}>{t('again')}</Button>
      </p>
    </div>
  );
}

export class Guard extends Component<{ children: ReactNode }, { message: string | null }> {
  override state = { message: null };
  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
  override render() {
    const { message } = this.state;
    return message === null ? this.props.children : <Failed message={message} again={() => this.setState({ message: null })} />;
  }
}
