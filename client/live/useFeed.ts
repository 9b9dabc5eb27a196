/** The state of the live feed in components. */

import { useSyncExternalStore } from 'react';
import type { FeedPicture } from './feed.ts';
import { useLive } from './LiveContext.tsx';

export function useFeed(): FeedPicture {
  const { feed } = useLive();
  return useSyncExternalStore(feed.onPicture, feed.picture);
}

/** Commands and forms ask this: anything but live means what is on screen may be old. */
export const useIsLive = (): boolean => useFeed().status.state === 'live';
