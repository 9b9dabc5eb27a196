/** One person's live session: store, clock and feed, made once and stopped when they leave. */

import { useEffect, useMemo } from 'react';
import type { Api } from '../live/api.ts';
import type { Configuration, SignedInPerson } from '../live/configuration.ts';
import { createFeed } from '../live/feed.ts';
import { type Live, LiveContext } from '../live/LiveContext.tsx';
import type { PreferenceStore } from '../live/preferences.ts';
import { createRecordStore } from '../live/recordStore.ts';
import { createServerClock } from '../live/serverClock.ts';
import { createSocketLine } from '../live/socketLine.ts';
import { ClockContext } from '../ui/useNow.ts';
import { Shell } from './Shell.tsx';

type Props = {
  api: Api;
  person: SignedInPerson;
  configuration: Configuration;
  preferences: PreferenceStore;
  onSignedOut(): void;
};

/** A hidden page gets no frames; it must still answer, or the server would cut it for being slow. */
function nextFrame(run: () => void): void {
  if (document.hidden) run();
  else requestAnimationFrame(run);
}

export function LiveSession({ api, person, configuration, preferences, onSignedOut }: Props) {
  const live = useMemo<Live>(() => {
    const monotonic = () => performance.now();
    const store = createRecordStore();
    const clock = createServerClock({ monotonic, wall: () => Date.now() });
    const line = createSocketLine();
    const board = person.role === 'wall' ? 'wall' : 'operations';
    const feed = createFeed({ line, store, clock, board, monotonic, nextFrame, chance: () => Math.random() });
    return { store, feed, line, clock, api, configuration, person, preferences };
  }, [api, person, configuration, preferences]);
  // Crews have a page of their own and no part in the operations board.
  const elsewhere = person.role === 'crew';
  useEffect(() => {
    if (!elsewhere) return live.feed.start();
    location.replace('/crew');
    return undefined;
  }, [live, elsewhere]);
  if (elsewhere) return null;
  return (
    <LiveContext value={live}>
      <ClockContext value={live.clock}>
        <Shell onSignedOut={onSignedOut} />
      </ClockContext>
    </LiveContext>
  );
}
