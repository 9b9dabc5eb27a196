/** What every component may reach: records, feed, clock, questions to the server, and who is looking. */

import { createContext, useContext } from 'react';
import type { Api } from './api.ts';
import type { Configuration, SignedInPerson } from './configuration.ts';
import type { Feed } from './feed.ts';
import type { Line } from './line.ts';
import type { PreferenceStore } from './preferences.ts';
import type { RecordStore } from './recordStore.ts';
import type { ServerClock } from './serverClock.ts';

export type Live = {
  readonly store: RecordStore;
  readonly feed: Feed;
  readonly line: Line;
  readonly clock: ServerClock;
  readonly api: Api;
  readonly configuration: Configuration;
  readonly person: SignedInPerson;
  readonly preferences: PreferenceStore;
};

export const LiveContext = createContext<Live | null>(null);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive needs a LiveContext above it');
  return live;
}
