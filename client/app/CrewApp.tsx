/** The phone page from nothing to the crew: who is signed in, also from what was kept, then the outbox and the live feed. */

import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { boardAccess } from '../../shared/access.ts';
import { keepSession, keptSession } from '../features/crew/kept.ts';
import { type CrewShelf, openCrewShelf } from '../features/crew/outboxShelf.ts';
import { createApi } from '../live/api.ts';
import { type Configuration, configurationSchema, type SignedInPerson, type SignedOut } from '../live/configuration.ts';
import type { PreferenceStore } from '../live/preferences.ts';
import { askSession } from '../live/session.ts';
import { CrewSession } from './CrewSession.tsx';
import { Language } from './Language.tsx';
import { Unreachable } from './Unreachable.tsx';
import { useTexts } from './useTexts.ts';
import { useTheme } from './useTheme.ts';

type Stage =
  | { readonly stage: 'asking' }
  | { readonly stage: 'unreachable' }
  | { readonly stage: 'out'; readonly offer: SignedOut }
  | { readonly stage: 'in'; readonly person: SignedInPerson; readonly configuration: Configuration; readonly shelf: CrewShelf };

const LoginScreen = lazy(() => import('../features/login/LoginScreen.tsx').then((module) => ({ default: module.LoginScreen })));

const RETRY_MS = 3_000;
const ask: typeof fetch = (path, init) => fetch(path, init);

export function CrewApp({ preferences }: { preferences: PreferenceStore }) {
  const [now, setNow] = useState<Stage>({ stage: 'asking' });
  const { theme, language } = useStore(preferences);
  const api = useMemo(() => createApi(ask), []);
  const shelf = useMemo(() => openCrewShelf(), []);
  const texts = useTexts(language);
  useTheme(theme);

  const look = useCallback(async () => {
    const [session, opened] = await Promise.all([askSession(ask), shelf]);
    if (session.state === 'out') return setNow({ stage: 'out', offer: session.offer });
    const answer = session.state === 'in' ? await api.get('/api/v1/configuration', configurationSchema) : null;
    if (session.state === 'in' && answer?.ok) {
      await keepSession(opened, { person: session.person, configuration: answer.value });
      return setNow({ stage: 'in', person: session.person, configuration: answer.value, shelf: opened });
    }
    // Without a line whoever was signed in last goes on; the server decides when it hears of it.
    const kept = await keptSession(opened);
    setNow(kept ? { stage: 'in', ...kept, shelf: opened } : { stage: 'unreachable' });
  }, [api, shelf]);

  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (now.stage !== 'unreachable') return;
    const timer = setInterval(() => void look(), RETRY_MS);
    return () => clearInterval(timer);
  }, [now.stage, look]);

  if (!texts) return null;
  return (
    <Language language={texts.language} messages={texts.messages} timeZone={now.stage === 'in' ? now.configuration.timeZone : 'UTC'}>
      {now.stage === 'unreachable' && <Unreachable />}
      {now.stage === 'out' && (
        <Suspense fallback={null}>
          <LoginScreen
            api={api}
            offer={now.offer}
            language={language}
            onLanguage={(next) => preferences.setState({ language: next })}
            onSignedIn={() => void look()}
          />
        </Suspense>
      )}
      {now.stage === 'in' && (
        <CrewSession
          key={now.person.user}
          allowed={boardAccess.crew.includes(now.person.role)}
          api={api}
          shelf={now.shelf}
          person={now.person}
          configuration={now.configuration}
          preferences={preferences}
          onSignedOut={() => void look()}
        />
      )}
    </Language>
  );
}
