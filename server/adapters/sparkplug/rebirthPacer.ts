/** Decides when which edge is asked for a Rebirth: never often, never many at once, ever more seldom when nothing answers (checklist 24). */

export type PacerSettings = {
  /** Least time between two requests to one edge. */
  readonly perEdgeMs: number;
  /** Most requests in any second, over all edges. */
  readonly perSecond: number;
  readonly longestWaitMs: number;
  /** Requests are spread over this long at random. */
  readonly jitterMs: number;
};

export const pacerDefaults: PacerSettings = { perEdgeMs: 30_000, perSecond: 20, longestWaitMs: 600_000, jitterMs: 1_000 };

export type Request = { readonly key: string; readonly broker: string };

type Asked = { wanted: boolean; broker: string; once: boolean; attempts: number; lastSentAt: number; notBefore: number };

export type RebirthPacer = {
  /** Times are monotonic milliseconds. `once`: the edge offers no Rebirth, so one try is all it gets. */
  want(key: string, broker: string, once: boolean, mono: number): void;
  /** The edge was born, or died: asking is over. */
  settle(key: string): void;
  /** Nothing waits for a broker that is away: its edges are asked anew when it is back. */
  forgetBroker(broker: string): void;
  /** What to send now; `unanswered` names edges whose third request got no birth. */
  take(mono: number): { readonly requests: readonly Request[]; readonly unanswered: readonly string[] };
  waiting(): number;
};

const ALARM_AFTER = 3;

export function createRebirthPacer(random: () => number, settings: PacerSettings = pacerDefaults): RebirthPacer {
  const { perEdgeMs, perSecond, longestWaitMs, jitterMs } = settings;
  const edges = new Map<string, Asked>();
  const sentAt: number[] = [];

  function mayBeSent(mono: number): boolean {
    while (sentAt[0] !== undefined && mono - sentAt[0] >= 1_000) sentAt.shift();
    return sentAt.length < perSecond;
  }

  return {
    want(key, broker, once, mono) {
      const asked = edges.get(key) ?? { wanted: false, broker, once, attempts: 0, lastSentAt: -Infinity, notBefore: 0 };
      edges.set(key, asked);
      asked.broker = broker;
      if (asked.wanted) return;
      asked.wanted = true;
      asked.once = once;
      asked.attempts = 0;
      asked.notBefore = Math.max(mono + random() * jitterMs, asked.lastSentAt + perEdgeMs);
    },
    settle(key) {
      const asked = edges.get(key);
      if (asked) asked.wanted = false;
    },
    forgetBroker(broker) {
      for (const asked of edges.values()) if (asked.broker === broker) asked.wanted = false;
    },
    take(mono) {
      const requests: Request[] = [];
      const unanswered: string[] = [];
      for (const [key, asked] of edges) {
        if (!asked.wanted || mono < asked.notBefore || !mayBeSent(mono)) continue;
        if (asked.attempts === ALARM_AFTER) unanswered.push(key);
        sentAt.push(mono);
        asked.lastSentAt = mono;
        asked.attempts += 1;
        asked.wanted = !asked.once;
        asked.notBefore = mono + Math.min(perEdgeMs * 2 ** (asked.attempts - 1), longestWaitMs) + random() * jitterMs;
        requests.push({ key, broker: asked.broker });
      }
      return { requests, unanswered };
    },
    waiting: () => [...edges.values()].filter(({ wanted }) => wanted).length,
  };
}
