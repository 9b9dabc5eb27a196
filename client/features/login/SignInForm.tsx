/** User and password; on the first start also a name. */

import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';

type Fields = { user: string; name: string; password: string };
const SHORTEST = 10;

export function SignInForm({ first = false, busy, onSend }: { first?: boolean; busy: boolean; onSend(fields: Fields): void }) {
  const t = useTranslations('login');
  const [user, setUser] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const complete = user !== '' && (first ? name !== '' && password.length >= SHORTEST : password !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !busy) onSend({ user, name, password });
  };
  return (
    <form className="login-part login-form" onSubmit={submit}>
      <h2>{t(first ? 'first' : 'signIn')}</h2>
      {first && <p className="muted">{t('firstWhat')}</p>}
      <label className="label">
        <span>{t('user')}</span>
        <input className="field" autoComplete="username" value={user} onChange={(event) => setUser(event.target.value)} />
      </label>
      {first && (
        <label className="label">
          <span>{t('name')}</span>
          <input className="field" autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} />
        </label>
      )}
      <label className="label">
        <span>
          {t('password')}
          {first && ` (${t('shortPassword')})`}
        </span>
        <input
          className="field"
          type="password"
          autoComplete={first ? 'new-password' : 'current-password'}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <Button type="submit" strong forbidden={complete && !busy ? null : t('noUsers')}>
        {t(first ? 'create' : 'signIn')}
      </Button>
    </form>
  );
}
