/** What every part of the phone page may reach: the outbox, the shelf, this phone's name, and where it stands. */

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Outbox, OutboxPicture } from './outbox.ts';
import type { CrewShelf } from './outboxShelf.ts';

export type Crewing = {
  readonly outbox: Outbox;
  readonly shelf: CrewShelf;
  /** One phone: its own earlier commands are no conflict. */
  readonly phone: string;
};

export const CrewContext = createContext<Crewing | null>(null);

export function useCrewing(): Crewing {
  const crewing = useContext(CrewContext);
  if (!crewing) throw new Error('useCrewing needs a CrewContext above it');
  return crewing;
}

export function useOutbox(): OutboxPicture {
  const { outbox } = useCrewing();
  return useSyncExternalStore(outbox.onPicture, outbox.picture);
}
