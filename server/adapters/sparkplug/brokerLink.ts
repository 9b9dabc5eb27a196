/** Keeps one broker connected for ever, and our STATE on it true. */

import { type Arrived, type BrokerAddress, type Connection, openConnection } from './connection.ts';
import { publish } from './outgoing.ts';
import { judgeState, readState, type StateJudgement } from './stateTopic.ts';

export type LinkSettings = {
  readonly keepaliveS: number;
  /** Longest time from CONNECT to the acknowledged birth. */
  readonly setUpMs: number;
  /** Waiting before another attempt grows from the first to the second, with full jitter. */
  readonly retryFromMs: number;
  readonly retryUpToMs: number;
  readonly leaveMs: number;
  /** Least time between two reconnections because somebody else spoke for us (decision D5). */
  readonly defendEveryMs: number;
};

export const linkDefaults: LinkSettings = {
  keepaliveS: 10,
  setUpMs: 15_000,
  retryFromMs: 500,
  retryUpToMs: 30_000,
  leaveMs: 2_000,
  defendEveryMs: 30_000,
};

export type LinkOptions = {
  readonly address: BrokerAddress;
  readonly hostId: string;
  readonly settings: LinkSettings;
  /** Coordinated time in epoch milliseconds, also while the server runs on simulated time. */
  readonly utcNow: () => number;
  readonly random: () => number;
  readonly onMessage: (arrived: Arrived) => void;
  /** What was said about us or another host, and what we make of it. */
  readonly onState: (arrived: Arrived, judgement: Exclude<StateJudgement, { type: 'own' }>) => void;
  readonly onChange: (connected: boolean) => void;
  readonly log: (text: string) => void;
};

export type BrokerLink = {
  readonly name: string;
  connected(): boolean;
  state(hostId: string, arrived: Arrived): void;
  /** `timestamp` in epoch milliseconds. */
  askForRebirth(group: string, edge: string, timestamp: number): void;
  stop(): Promise<void>;
};

const REMEMBERED_TIMESTAMPS = 10;
const SECOND_COPY_MS = 1_000;

export function startBrokerLink(options: LinkOptions): BrokerLink {
  const { address, hostId, settings, utcNow, random, onMessage, onState, onChange, log } = options;
  const recent: number[] = [];
  let connection: Connection | null = null;
  let phase: 'setting-up' | 'born' | 'ready' | 'away' | 'stopped' = 'away';
  let timer: NodeJS.Timeout | null = null;
  let failures = 0;
  let timestamp = 0;
  let defendedAt = -Infinity;
  let isContested = false;
  let lastSaid = { text: '', at: -Infinity };

  /** Rises with every use, so that the newest word is always known. */
  function nextTimestamp(): number {
    timestamp = Math.max(utcNow(), timestamp + 1);
    remember(timestamp);
    return timestamp;
  }

  function remember(used: number): void {
    recent.push(used);
    if (recent.length > REMEMBERED_TIMESTAMPS) recent.shift();
  }

  /** Brokers may deliver our STATE once for each of the two filters (decision D6); it is told once, yet answered each time. */
  function isSecondCopy({ payload }: Arrived): boolean {
    const text = Buffer.from(payload).toString('latin1');
    const isSame = lastSaid.text === text && utcNow() - lastSaid.at < SECOND_COPY_MS;
    lastSaid = { text, at: utcNow() };
    return isSame;
  }

  function birthAgain(): void {
    if (connection && phase === 'ready') void publish(connection.client, { type: 'state', hostId, online: true, timestamp });
  }

  function attempt(): void {
    timer = null;
    phase = 'setting-up';
    isContested = false;
    connection = openConnection({
      address,
      hostId,
      timestamp: nextTimestamp(),
      keepaliveS: settings.keepaliveS,
      setUpMs: settings.setUpMs,
      onMessage,
      onBirth: () => {
        phase = 'born';
      },
      onReady: () => {
        phase = 'ready';
        failures = 0;
        onChange(true);
        if (isContested) birthAgain();
      },
      onLost: (reason) => {
        const wasReady = phase === 'ready';
        phase = 'away';
        connection = null;
        if (wasReady) onChange(false);
        const longest = Math.min(settings.retryFromMs * 2 ** failures, settings.retryUpToMs);
        failures += 1;
        log(`Sparkplug connection to ${address.name}: ${reason}`);
        timer = setTimeout(attempt, random() * longest);
      },
    });
  }

  /** Leaves and comes back with a fresh time, which nobody else can have used. */
  async function defend(): Promise<void> {
    if (utcNow() - defendedAt < settings.defendEveryMs || !connection) return;
    defendedAt = utcNow();
    const leaving = connection;
    connection = null;
    phase = 'away';
    onChange(false);
    await leaving.leave(nextTimestamp(), settings.leaveMs);
    if (phase === 'away' && timer === null) attempt();
  }

  attempt();
  return {
    name: address.name,
    connected: () => phase === 'ready',
    state(about, arrived) {
      if (about !== hostId) return onState(arrived, { type: 'ignored', reason: 'state-other-host' });
      // What the broker kept from before our birth is history; it tells which time an earlier run of ours used.
      if (phase !== 'ready') {
        const kept = readState(arrived.payload);
        if (kept && arrived.retain) remember(kept.timestamp);
        else if (phase === 'born' && kept?.online === false) isContested = true;
        return;
      }
      const judgement = judgeState(about, arrived.payload, { hostId, recent });
      if (judgement.type === 'own') return;
      if (!isSecondCopy(arrived)) onState(arrived, judgement);
      if (judgement.type === 'republish' || (judgement.type === 'forged' && judgement.reconnect)) birthAgain();
      if (judgement.type === 'forged' && judgement.reconnect) void defend();
    },
    askForRebirth(group, edge, at) {
      if (connection && phase === 'ready') void publish(connection.client, { type: 'rebirth', group, edge, timestamp: at });
    },
    async stop() {
      phase = 'stopped';
      if (timer) clearTimeout(timer);
      timer = null;
      await connection?.leave(nextTimestamp(), settings.leaveMs);
      connection = null;
    },
  };
}
