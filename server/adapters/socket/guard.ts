/** What every argument from a browser passes before anything else touches it: depth, forbidden keys, rate. */

const MAX_DEPTH = 16;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** null = fine. Walks without recursion, because 50,000 levels arrive intact (Socket.IO does not limit them). */
export function judgeArgument(argument: unknown): 'too-deep' | 'forbidden-key' | null {
  let level: unknown[] = [argument];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return 'too-deep';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const key of Object.getOwnPropertyNames(value)) if (FORBIDDEN.has(key)) return 'forbidden-key';
      for (const child of Object.values(value)) if (typeof child === 'object' && child !== null) next.push(child);
    }
    level = next;
  }
  return null;
}

export type Budget = { spend(now: number): boolean };

/** Allows `most` events in any window of `everyMs`. */
export function createBudget(most: number, everyMs: number): Budget {
  let windowStart = 0;
  let spent = 0;
  return {
    spend(now) {
      if (now - windowStart >= everyMs) {
        windowStart = now;
        spent = 0;
      }
      spent += 1;
      return spent <= most;
    },
  };
}
