/** One session of the live feed: a single number, deltas applied once a frame, and the plain truth about being live or not. */

import { deltaSchema } from '../../shared/delta.ts';
import { type BoardName, PROTOCOL, refused as refusedSchema } from '../../shared/live.ts';
import type { Line } from './line.ts';
import type { RecordStore } from './recordStore.ts';
import type { ServerClock } from './serverClock.ts';

export type FeedStatus =
  /** First load under way. */
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** What is on screen is true as of `since` (server time); `nextTryAt` is monotonic, null while an attempt is under way. */
  | { readonly state: 'offline'; readonly since: number | null; readonly nextTryAt: number | null }
  /** The server refused us for a reason of ours: no use in trying again. */
  | { readonly state: 'refused'; readonly code: string; readonly message: string };

export type FeedPicture = {
  readonly status: FeedStatus;
  readonly revision: number | null;
  /** Server time up to which records are true, epoch milliseconds. */
  readonly asOf: number | null;
  readonly recording: boolean;
  readonly clockSpeed: number | null;
  /** After coming back: how much changed meanwhile, and when (monotonic). */
  readonly caughtUp: { readonly changes: number; readonly at: number } | null;
};

export type Feed = {
  picture(): FeedPicture;
  onPicture(listener: () => void): () => void;
  start(): () => void;
  tryNow(): void;
};

export type FeedParts = {
  readonly line: Line;
  readonly store: RecordStore;
  readonly clock: ServerClock;
  readonly board: BoardName;
  readonly monotonic: () => number;
  /** Runs once before the next picture is drawn. */
  readonly nextFrame: (run: () => void) => void;
  /** 0 to 1, for the jitter between attempts. */
  readonly chance: () => number;
};

/** Promise of the feed: an empty delta every two seconds; after five without one the page is not live (rule L7). */
export const SILENCE_MS = 5_000;
const CHECK_MS = 500;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 10_000;
/** A connection that stays silent this long is given up. */
const GIVE_UP_MS = 12_000;

export function createFeed({ line, store, clock, board, monotonic, nextFrame, chance }: FeedParts): Feed {
  const listeners = new Set<() => void>();
  let picture: FeedPicture = {
    status: { state: 'connecting' },
    revision: null,
    asOf: null,
    recording: true,
    clockSpeed: null,
    caughtUp: null,
  };
  let journal: string | null = null;
  let connected = false;
  let failures = 0;
  let lastHeard = monotonic();
  let retry: { timer: ReturnType<typeof setTimeout>; at: number } | null = null;
  let stopped = true;

  function show(next: Partial<FeedPicture>) {
    picture = { ...picture, ...next };
    for (const listener of [...listeners]) listener();
  }

  const offline = (): FeedStatus => ({ state: 'offline', since: picture.asOf, nextTryAt: retry?.at ?? null });

  function open() {
    if (retry) clearTimeout(retry.timer);
    retry = null;
    if (picture.status.state === 'offline') show({ status: offline() });
    line.open();
  }

  function scheduleRetry() {
    if (stopped || retry || picture.status.state === 'refused') return;
    // Full spread over the upper half, so that a room full of browsers does not come back at once.
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    const wait = longest * (0.5 + chance() / 2);
    failures++;
    retry = { timer: setTimeout(open, wait), at: monotonic() + wait };
  }

  function sayHello() {
    const known = journal !== null && picture.revision !== null;
    line.hello({ protocol: PROTOCOL, board, ...(known ? { journal: journal ?? '', revision: picture.revision ?? 0 } : {}) });
  }

  function take(payload: unknown) {
    const checked = deltaSchema.safeParse(payload);
    if (!checked.success) {
      show({ status: { state: 'refused', code: 'delta-format', message: checked.error.issues[0]?.message ?? '' } });
      line.close();
      return;
    }
    const delta = checked.data;
    // A delta that does not continue ours is not ours: ask again (promises, section 5).
    if (!delta.reset && (delta.journal !== journal || delta.from !== picture.revision)) return sayHello();
    lastHeard = monotonic();
    const wasAway = picture.status.state === 'offline';
    nextFrame(() => {
      if (!connected) return;
      const change = store.apply(delta, monotonic());
      journal = delta.journal;
      failures = 0;
      const asOf = Date.parse(delta.asOf);
      clock.learn(asOf, delta.clockSpeed);
      show({
        status: { state: 'live' },
        revision: delta.to,
        asOf,
        recording: delta.recording,
        clockSpeed: delta.clockSpeed,
        ...(wasAway ? { caughtUp: { changes: change.count, at: monotonic() } } : {}),
      });
      line.applied(delta.to);
    });
  }

  line.listen({
    opened() {
      connected = true;
      lastHeard = monotonic();
      sayHello();
    },
    closed() {
      connected = false;
      scheduleRetry();
      if (stopped || picture.status.state === 'refused') return;
      show({ status: offline() });
    },
    delta: take,
    refused(payload) {
      const checked = refusedSchema.safeParse(payload);
      // A slow page is cut and may come back; anything else would be refused again.
      if (checked.success && checked.data.code !== 'slow-client') show({ status: { state: 'refused', ...checked.data } });
    },
  });

  function check() {
    const silence = monotonic() - lastHeard;
    if (picture.status.state === 'live' && silence > SILENCE_MS) show({ status: offline() });
    if (connected && silence > GIVE_UP_MS) {
      lastHeard = monotonic();
      line.close();
    }
  }

  return {
    picture: () => picture,
    onPicture(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      stopped = false;
      const timer = setInterval(check, CHECK_MS);
      open();
      return () => {
        stopped = true;
        clearInterval(timer);
        if (retry) clearTimeout(retry.timer);
        line.close();
      };
    },
    tryNow() {
      failures = 0;
      open();
    },
  };
}
