/** Slows guessing: after five wrong passwords an account or address waits, longer each time. */

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGET_MS = 60 * 60_000;
const MOST_KEYS = 10_000;

type Tries = { wrong: number; until: number; last: number };

export type Lockout = {
  locked(key: string, now: number): boolean;
  wrong(key: string, now: number): void;
  right(key: string): void;
};

export function createLockout(): Lockout {
  const tries = new Map<string, Tries>();
  const forget = (now: number): void => {
    for (const [key, entry] of tries) if (now - entry.last > FORGET_MS || tries.size > MOST_KEYS) tries.delete(key);
  };
  return {
    locked: (key, now) => (tries.get(key)?.until ?? 0) > now,
    wrong(key, now) {
      if (tries.size > MOST_KEYS) forget(now);
      const entry = tries.get(key) ?? { wrong: 0, until: 0, last: now };
      entry.wrong += 1;
      entry.last = now;
      const over = entry.wrong - FREE_TRIES;
      if (over >= 0) entry.until = now + Math.min(FIRST_WAIT_MS * 2 ** over, LONGEST_WAIT_MS);
      tries.set(key, entry);
    },
    right: (key) => void tries.delete(key),
  };
}
