/** Signing in: by password, by one click in the demo, or by creating the first administrator. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import type { Api } from '../../live/api.ts';
import type { SignedOut } from '../../live/configuration.ts';
import { type Language, languages } from '../../live/preferences.ts';
import { Button } from '../../ui/Button.tsx';
import { DemoPeople } from './DemoPeople.tsx';
import { SignInForm } from './SignInForm.tsx';
import './login.css';

type Props = { api: Api; offer: SignedOut; language: Language; onLanguage(next: Language): void; onSignedIn(): void };

const anything = z.unknown();
const LANGUAGE_NAMES = { en: 'English', 'zh-CN': '中文' } as const;

export function LoginScreen({ api, offer, language, onLanguage, onSignedIn }: Props) {
  const t = useTranslations('login');
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const ask = async (path: string, body: Record<string, string>) => {
    setBusy(true);
    setFailure(null);
    const answer = await api.post(path, body, anything);
    setBusy(false);
    if (answer.ok) return onSignedIn();
    const locked = answer.code === 'rate-limit' || answer.code === 'http-429';
    const wrong = answer.code === 'auth-required' || answer.code === 'http-401';
    setFailure(locked ? t('locked') : wrong ? t('wrong') : t('failed', { message: answer.message || answer.code }));
  };

  return (
    <main className="login">
      <div className="login-box panel">
        <header className="login-head">
          <img src="/relight.svg" alt="" width={36} height={36} />
          <div>
            <h1>Relight</h1>
            <p className="muted">{t('what')}</p>
          </div>
          <fieldset className="choice" aria-label={t('language')}>
            {languages.map((name) => (
              <Button key={name} pressed={name === language} onPress={() => onLanguage(name)}>
                {LANGUAGE_NAMES[name]}
              </Button>
            ))}
          </fieldset>
        </header>
        {offer.demoUsers.length > 0 && (
          <DemoPeople people={offer.demoUsers} busy={busy} onChoose={(user) => void ask('/api/v1/session/demo', { user })} />
        )}
        {offer.firstStart ? (
          <SignInForm first busy={busy} onSend={(fields) => void ask('/api/v1/first-administrator', fields)} />
        ) : (
          <SignInForm busy={busy} onSend={({ user, password }) => void ask('/api/v1/session', { user, password })} />
        )}
        {failure && (
          <p className="refusal" role="alert">
            {failure}
          </p>
        )}
      </div>
    </main>
  );
}
