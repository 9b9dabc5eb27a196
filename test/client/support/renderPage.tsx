/** Puts the whole staff page of a made-up town into the document of a test. */

import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { useStore } from 'zustand';
import '../../../client/zodSetup.ts';
import '../../../client/ui/tokens.css';
import '../../../client/ui/base.css';
import { Language } from '../../../client/app/Language.tsx';
import { messagesOf } from '../../../client/app/messages.ts';
import { Shell } from '../../../client/app/Shell.tsx';
import { createApi } from '../../../client/live/api.ts';
import { createFeed } from '../../../client/live/feed.ts';
import { type Live, LiveContext } from '../../../client/live/LiveContext.tsx';
import { createPreferences, type PreferenceStore, type Preferences } from '../../../client/live/preferences.ts';
import { createRecordStore } from '../../../client/live/recordStore.ts';
import { createServerClock } from '../../../client/live/serverClock.ts';
import { ClockContext } from '../../../client/ui/useNow.ts';
import type { Role } from '../../../shared/roles.ts';
import { createFakeFeed, type FakeFeed } from '../../support/fakeFeed.ts';

export type Page = {
  readonly feed: FakeFeed;
  readonly live: Live;
  readonly box: HTMLElement;
  address(): string;
  stop(): Promise<void>;
};

export type PageOptions = {
  readonly path: string;
  readonly feed?: FakeFeed;
  readonly preferences?: Partial<Preferences>;
  readonly role?: Role;
};

declare global {
  // React asks for this name to be set by tests.
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}

function Words({ preferences, children }: { preferences: PreferenceStore; children: ReactNode }) {
  const { language } = useStore(preferences);
  return (
    <Language language={language} messages={messagesOf(language)} timeZone="America/Montevideo">
      {children}
    </Language>
  );
}

export async function renderPage({ path, feed = createFakeFeed(), preferences = {}, role = 'supervisor' }: PageOptions): Promise<Page> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = false;
  document.body.replaceChildren();
  const box = document.createElement('div');
  box.id = 'root';
  document.body.append(box);
  const shelf = new Map<string, string>();
  const chosen = createPreferences(
    { getItem: (key) => shelf.get(key) ?? null, setItem: (key, value) => void shelf.set(key, value) },
    { theme: 'light', language: 'en', follow: false, ...preferences },
  );
  const { theme } = chosen.getState();
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.look = theme === 'dark' || theme === 'wall' ? 'dark' : 'light';
  document.title = 'Relight';
  const monotonic = () => performance.now();
  const store = createRecordStore();
  const clock = createServerClock({ monotonic, wall: () => feed.now });
  const live: Live = {
    store,
    clock,
    line: feed.line,
    feed: createFeed({ line: feed.line, store, clock, board: 'operations', monotonic, nextFrame: (run) => run(), chance: () => 0 }),
    api: createApi(feed.fetch),
    configuration: {
      name: 'Test town',
      version: '0',
      timeZone: 'America/Montevideo',
      locale: 'en',
      attribution: '© OpenStreetMap contributors',
      networkHash: 'town',
      customersTotal: 12_000,
      demo: true,
      bounds: null,
      clock: 'wall',
    },
    person: { user: 'test', name: 'Test Person', role, demo: true },
    preferences: chosen,
  };
  const [pathname = '/', search = ''] = path.split('?');
  const location = memoryLocation({ path: pathname, searchPath: search, record: true });
  const root = createRoot(box);
  root.render(
    <Router hook={location.hook} searchHook={location.searchHook}>
      <Words preferences={chosen}>
        <LiveContext value={live}>
          <ClockContext value={clock}>
            <Shell onSignedOut={() => {}} />
          </ClockContext>
        </LiveContext>
      </Words>
    </Router>,
  );
  const stopFeed = live.feed.start();
  return {
    feed,
    live,
    box,
    address: () => location.history.at(-1) ?? path,
    async stop() {
      stopFeed();
      root.unmount();
    },
  };
}
