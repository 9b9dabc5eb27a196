/** Time that ticks: one timer for the whole page, one render a second for whoever shows an age. */

import { createContext, useContext, useSyncExternalStore } from 'react';

/** The clock that ages are counted by: the server's, never the browser's own. */
export const ClockContext = createContext<{ now(): number }>({ now: () => Date.now() });

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick++;
    for (const each of [...listeners]) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Epoch milliseconds, renewed each second. */
export function useNow(): number {
  const clock = useContext(ClockContext);
  useSyncExternalStore(subscribe, () => tick);
  return clock.now();
}
