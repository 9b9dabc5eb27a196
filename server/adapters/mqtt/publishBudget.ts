/** How fast one client may publish: above its budget it is slowed by back-pressure, and cut off when it does not let up. */

export type BudgetSetting = {
  readonly perSecond: number;
  readonly burst: number /** Slowed this long without a break: cut off. */;
  readonly patienceMs: number;
};

export type PublishBudget = {
  /** Runs at once, or in order when the budget allows. */
  take(run: () => void): void;
  close(): void;
};

export type BudgetOptions = BudgetSetting & {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly exceeded: () => void;
};

const TURN_MS = 10;

export function createPublishBudget({ perSecond, burst, patienceMs, now, exceeded }: BudgetOptions): PublishBudget {
  let tokens = burst;
  let refilledAt = now();
  let slowedSince: number | null = null;
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;

  function refill(): void {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - refilledAt) * perSecond) / 1000);
    refilledAt = at;
    if (tokens >= burst / 2) slowedSince = null;
  }

  function turn(): void {
    timer = null;
    refill();
    const allowed = Math.min(waiting.length, Math.floor(tokens));
    tokens -= allowed;
    const ready = waiting.slice(0, allowed);
    waiting = waiting.slice(allowed);
    for (const run of ready) run();
    if (slowedSince !== null && now() - slowedSince > patienceMs) exceeded();
    else if (waiting.length > 0) timer ??= setTimeout(turn, TURN_MS);
  }

  return {
    take(run) {
      refill();
      if (waiting.length === 0 && tokens >= 1) {
        tokens -= 1;
        run();
        return;
      }
      slowedSince ??= now();
      waiting.push(run);
      timer ??= setTimeout(turn, TURN_MS);
    },
    close() {
      if (timer) clearTimeout(timer);
      waiting = [];
    },
  };
}
