/** Hands rows to the journal in order, and keeps what must not be lost when nothing can be recorded. */

import { hash } from 'node:crypto';
import type { SparkplugIntake } from '../../ports.ts';
import { type Edge, edgeKey } from './edge.ts';
import type { Judged } from './judged.ts';

// Beyond this many rows under way, messages are dropped before their session sees them: it then finds the gap and asks again.
const MOST_UNDER_WAY = 20_000;

export type Recorder = {
  record(edge: Edge | null, judged: Judged): void;
  /** Too much is under way to take more. */
  isFull(): boolean;
  /** Tells the flow that a broker is up or lost, again and again until it was recorded. */
  brokerChanged(broker: string, connected: boolean): void;
  /** Tries again what could not be recorded. */
  retry(): void;
  /** Settles when nothing is under way. */
  settled(): Promise<void>;
};

const saysOffline = ({ decoded }: Judged): boolean => decoded.some((message) => message.kind === 'source' && !message.online);

export function createRecorder(intake: SparkplugIntake, onRowLost: (edge: Edge, judged: Judged) => void): Recorder {
  const underWay = new Set<Promise<void>>();
  const owedDeaths = new Map<string, { readonly edge: Edge; readonly judged: Judged }>();
  const owedBrokers = new Map<string, boolean>();
  let rows = 0;

  function follow(promise: Promise<void>, onFailure: () => void): void {
    const followed = promise.catch(onFailure).finally(() => underWay.delete(followed));
    underWay.add(followed);
  }

  function record(edge: Edge | null, judged: Judged): void {
    const { source, at, ...heard } = judged;
    rows += 1;
    // The session has sorted out repeats, so that the same bytes at another time are another event.
    const contentHash = hash('sha256', `${source} ${heard.raw.topic} ${heard.raw.receivedAt} ${rows}`, 'hex').slice(0, 32);
    const identity = { source, epoch: null, seq: null, eventId: null, contentHash, at };
    follow(intake.submit({ ...heard, identity }), () => {
      if (edge === null) return;
      if (saysOffline(judged)) owedDeaths.set(edgeKey(edge.group, edge.id), { edge, judged });
      onRowLost(edge, judged);
    });
  }

  const tellBroker = (broker: string, connected: boolean): void =>
    follow(intake.brokerChanged(broker, connected), () => {
      if (!owedBrokers.has(broker)) owedBrokers.set(broker, connected);
    });

  return {
    record,
    isFull: () => underWay.size >= MOST_UNDER_WAY,
    brokerChanged(broker, connected) {
      owedBrokers.delete(broker);
      tellBroker(broker, connected);
    },
    retry() {
      const deaths = [...owedDeaths.values()];
      const brokers = [...owedBrokers];
      owedDeaths.clear();
      owedBrokers.clear();
      for (const [broker, connected] of brokers) tellBroker(broker, connected);
      // A birth since then has said more than the death that was lost.
      for (const { edge, judged } of deaths) if (edge.phase === 'dead' || edge.phase === 'unborn') record(edge, judged);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
