/** The page from nothing to the frame: who is looking, what the server is, then the live feed. */

import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createApi } from '../live/api.ts';
import { type Configuration, configurationSchema } from '../live/configuration.ts';
import type { PreferenceStore } from '../live/preferences.ts';
import { askSession, type SessionAnswer } from '../live/session.ts';
import { Language } from './Language.tsx';
import { LiveSession } from './LiveSession.tsx';
import { Unreachable } from './Unreachable.tsx';
import { useTexts } from './useTexts.ts';
import { useTheme } from './useTheme.ts';

type Stage = { readonly stage: 'asking' } | SessionStage;
type SessionStage = { readonly stage: 'answered'; readonly session: SessionAnswer; readonly configuration: Configuration | null };

const LoginScreen = lazy(() => import('../features/login/LoginScreen.tsx').then((module) => ({ default: module.LoginScreen })));

const RETRY_MS = 3_000;

export function App({ preferences }: { preferences: PreferenceStore }) {
  const [now, setNow] = useState<Stage>({ stage: 'asking' });
  const api = useMemo(() => createApi((path, init) => fetch(path, init)), []);
  const { theme, language } = useStore(preferences);
  useTheme(theme);
  const texts = useTexts(language);

  const ask = useCallback(async () => {
    const session = await askSession((path, init) => fetch(path, init));
    if (session.state !== 'in') return setNow({ stage: 'answered', session, configuration: null });
    const answer = await api.get('/api/v1/configuration', configurationSchema);
    if (answer.ok) setNow({ stage: 'answered', session, configuration: answer.value });
    else setNow({ stage: 'answered', session: { state: 'unreachable' }, configuration: null });
  }, [api]);

  useEffect(() => void ask(), [ask]);
  const unreachable = now.stage === 'answered' && now.session.state === 'unreachable';
  useEffect(() => {
    if (!unreachable) return;
    const timer = setInterval(() => void ask(), RETRY_MS);
    return () => clearInterval(timer);
  }, [unreachable, ask]);

  const zone = now.stage === 'answered' ? (now.configuration?.timeZone ?? 'UTC') : 'UTC';
  if (!texts) return null;
  return (
    <Language {...texts} timeZone={zone}>
      {now.stage === 'answered' && now.session.state === 'unreachable' && <Unreachable />}
      {now.stage === 'answered' && now.session.state === 'out' && (
        <Suspense fallback={null}>
          <LoginScreen
            api={api}
            offer={now.session.offer}
            language={language}
            onLanguage={(next) => preferences.setState({ language: next })}
            onSignedIn={() => void ask()}
          />
        </Suspense>
      )}
      {now.stage === 'answered' && now.session.state === 'in' && now.configuration && (
        <LiveSession
          api={api}
          person={now.session.person}
          configuration={now.configuration}
          preferences={preferences}
          onSignedOut={() => void ask()}
        />
      )}
    </Language>
  );
}
