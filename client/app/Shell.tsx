/** The frame around every staff screen: rail, top bar, banners, alarm strip, and the screen itself. */

import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useFollowOtherWindows } from '../live/selection.ts';
import { useFeed } from '../live/useFeed.ts';
import { usePreference } from '../live/usePreferences.ts';
import { createKeyboard, isLetterKey, isTyping, keyName } from '../ui/keyboard.ts';
import { AnnounceContext } from '../ui/useAnnounce.ts';
import { KeyboardContext, useKeys } from '../ui/useKeys.ts';
import { AlarmStrip } from './AlarmStrip.tsx';
import { Banners } from './Banners.tsx';
import { Guard } from './Guard.tsx';
import { OutageAnnouncer } from './OutageAnnouncer.tsx';
import { Rail } from './Rail.tsx';
import { ScreenHeading } from './ScreenHeading.tsx';
import { screens } from './screens.tsx';
import { TopBar } from './TopBar.tsx';
import { useAnnouncer } from './useAnnouncer.ts';
import { useSound } from './useSound.ts';
import './shell.css';

/** Fetched when first asked for, not with the page. */
const CommandPalette = lazy(() => import('./CommandPalette.tsx').then((module) => ({ default: module.CommandPalette })));
const HelpDialog = lazy(() => import('./HelpDialog.tsx').then((module) => ({ default: module.HelpDialog })));

type Open = 'palette' | 'help' | null;

function GlobalKeys({ onOpen, mute }: { onOpen(what: Open): void; mute(): void }) {
  const t = useTranslations('shell');
  const [, navigate] = useLocation();
  useKeys([
    { keys: 'Ctrl K', label: t('palette'), run: () => void onOpen('palette') },
    { keys: '?', label: t('help'), run: () => void onOpen('help') },
    { keys: 'm', label: t('muteKey'), run: () => void mute() },
    ...screens.map(({ letter, name, path }) => ({
      keys: `g ${letter}`,
      label: t('goTo', { screen: t(`screen.${name}`) }),
      run: () => void navigate(path),
    })),
  ]);
  return null;
}

export function Shell({ onSignedOut }: { onSignedOut(): void }) {
  const t = useTranslations('shell');
  const { status, revision } = useFeed();
  const [letters] = usePreference('letters');
  const [open, setOpen] = useState<Open>(null);
  const keyboard = useMemo(createKeyboard, []);
  const announcer = useAnnouncer();
  const sound = useSound();
  useFollowOtherWindows();

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = keyName(event);
      if (name === null || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (isLetterKey(name) && (!letters || isTyping(event.target))) return;
      if (keyboard.press(name, performance.now())) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [keyboard, letters]);

  const frozen = status.state === 'offline' || status.state === 'refused';
  return (
    <KeyboardContext value={keyboard}>
      <AnnounceContext value={announcer.announce}>
        <GlobalKeys onOpen={setOpen} mute={sound.mute} />
        <a className="skip" href="#content">
          {t('skip')}
        </a>
        <div className="shell" data-frozen={frozen || undefined} data-revision={revision ?? undefined}>
          <Rail />
          <TopBar sound={sound} onOpen={setOpen} onSignedOut={onSignedOut} />
          <Banners />
          <AlarmStrip />
          <main className="shell-main" id="content" tabIndex={-1}>
            <ScreenHeading />
            <Guard>
              <Suspense fallback={<p className="empty">{t('loading')}</p>}>
                <Switch>
                  {screens.map(({ path, component }) => (
                    <Route key={path} path={`${path}/*?`} component={component} />
                  ))}
                  <Route path="/">
                    <Redirect to="/map" replace />
                  </Route>
                  <Route>
                    <p className="empty">{t('notFound')}</p>
                  </Route>
                </Switch>
              </Suspense>
            </Guard>
          </main>
        </div>
        <Suspense fallback={null}>
          {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} />}
          {open === 'help' && <HelpDialog onClose={() => setOpen(null)} />}
        </Suspense>
        <OutageAnnouncer onUrgent={sound.alarm} />
        <div className="unseen" aria-live="polite">
          {announcer.polite}
        </div>
        <div className="unseen" role="alert">
          {announcer.urgent}
        </div>
      </AnnounceContext>
    </KeyboardContext>
  );
}
