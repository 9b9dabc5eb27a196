/** One crew member's session: records kept on the phone first, then the live feed, and an outbox that outlives both. */

import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { CrewContext, type Crewing } from '../features/crew/CrewContext.tsx';
import { CrewPage } from '../features/crew/CrewPage.tsx';
import { CrewTexts } from '../features/crew/CrewTexts.tsx';
import { keepShell, linkManifest } from '../features/crew/keepShell.ts';
import { keepRecords, keptRecords, restoreRecords } from '../features/crew/kept.ts';
import { openOutbox } from '../features/crew/outbox.ts';
import type { CrewShelf } from '../features/crew/outboxShelf.ts';
import { post } from '../features/crew/post.ts';
import type { Api } from '../live/api.ts';
import type { Configuration, SignedInPerson } from '../live/configuration.ts';
import { createFeed } from '../live/feed.ts';
import { type Live, LiveContext } from '../live/LiveContext.tsx';
import type { PreferenceStore } from '../live/preferences.ts';
import { createRecordStore } from '../live/recordStore.ts';
import { createServerClock } from '../live/serverClock.ts';
import { createSocketLine } from '../live/socketLine.ts';
import { uniqueId } from '../live/uniqueId.ts';
import { ClockContext } from '../ui/useNow.ts';

type Props = {
  /** Whether the role has a board here at all. */
  allowed: boolean;
  api: Api;
  shelf: CrewShelf;
  person: SignedInPerson;
  configuration: Configuration;
  preferences: PreferenceStore;
  onSignedOut(): void;
};

const KEEP_MS = 100;
const PHONE = 'relight.phone';

/** One name for this phone, kept. */
function phoneName(): string {
  const known = localStorage.getItem(PHONE);
  if (known) return known;
  const made = uniqueId();
  localStorage.setItem(PHONE, made);
  return made;
}

function nextFrame(run: () => void): void {
  if (document.hidden) run();
  else requestAnimationFrame(run);
}

function NotForYou() {
  const t = useTranslations('crew');
  return (
    <main className="empty">
      <h1>{t('notForYou')}</h1>
      <a href="/">{t('staffPage')}</a>
    </main>
  );
}

export function CrewSession({ allowed, api, shelf, person, configuration, preferences, onSignedOut }: Props) {
  const [crewing, setCrewing] = useState<Crewing | null>(null);
  const live = useMemo<Live>(() => {
    const monotonic = () => performance.now();
    const store = createRecordStore();
    const clock = createServerClock({ monotonic, wall: () => Date.now() });
    const line = createSocketLine();
    const feed = createFeed({ line, store, clock, board: 'crew', monotonic, nextFrame, chance: () => Math.random() });
    return { store, feed, line, clock, api, configuration, person, preferences };
  }, [api, person, configuration, preferences]);

  useEffect(() => {
    if (!allowed) return;
    let stopped = false;
    let stopFeed = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { store, feed, clock } = live;
    const keep = () => {
      timer = undefined;
      const { asOf, clockSpeed } = feed.picture();
      if (asOf === null) return;
      const [job, crew] = [[...store.table('job').values()], [...store.table('crew').values()]];
      void keepRecords(shelf, { user: person.user, job, crew, asOf: clock.now(), wall: Date.now(), speed: clockSpeed });
    };
    const stopStore = store.onChange(() => {
      timer ??= setTimeout(keep, KEEP_MS);
    });
    void (async () => {
      const [records, outbox] = await Promise.all([
        keptRecords(shelf, person.user),
        openOutbox({ shelf, user: person.user, post: (item) => post((path, init) => fetch(path, init), phoneName(), item) }),
      ]);
      if (stopped) return;
      if (records && feed.picture().asOf === null) {
        clock.learn(records.asOf + (Date.now() - records.wall) * (records.speed ?? 1), records.speed);
        restoreRecords(store, records);
      }
      setCrewing({ outbox, shelf, phone: phoneName() });
      stopFeed = feed.start();
    })();
    linkManifest();
    void keepShell().catch(() => {});
    return () => {
      stopped = true;
      stopFeed();
      stopStore();
      clearTimeout(timer);
    };
  }, [allowed, live, shelf, person.user]);

  if (!allowed) {
    return (
      <CrewTexts>
        <NotForYou />
      </CrewTexts>
    );
  }
  if (!crewing) return null;
  return (
    <LiveContext value={live}>
      <ClockContext value={live.clock}>
        <CrewContext value={crewing}>
          <CrewPage onSignedOut={onSignedOut} />
        </CrewContext>
      </ClockContext>
    </LiveContext>
  );
}
