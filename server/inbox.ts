/** The one door of messages: raw bytes are decoded, written down, acknowledged, and handed on in commit order (promises 4.1). */

import { hash } from 'node:crypto';
import type { Message } from '../shared/messages/message.ts';
import { type Decoded, type DecodeLimits, decodeJson, defaultLimits } from './adapters/mqtt/decode.ts';
import type { Refused } from './adapters/mqtt/issueReason.ts';
import type { DoorRefusal, KnownIds } from './doorPorts.ts';
import type { Gap, Pipeline } from './pipeline.ts';
import type {
  AppendOutcome,
  Clock,
  InboxRow,
  Intake,
  Journal,
  JournalEntry,
  RawMessage,
  SparkplugHeard,
  SparkplugIntake,
} from './ports.ts';

/** What the flow needs of the pipeline; every row of this door is offered, in commit order. */
export type InboxPipeline = Pick<Pipeline, 'messages' | 'broker' | 'coverageGap' | 'skip'>;

/** What the journal made of a message or a refusal, and whose it was. */
export type Outcome = { readonly source: string; readonly outcome: Exclude<AppendOutcome['outcome'], 'committed'> };

export type InboxOptions = {
  readonly journal: Journal;
  readonly known: KnownIds;
  readonly clock: Clock;
  /** Simulated time moved; called in order of arrival, after what came before was handed to the journal. */
  readonly setClock?: (at: number) => void;
  /** Called before the acknowledgement. What it throws ends the process: a half applied message must not be acknowledged. */
  readonly pipeline: InboxPipeline;
  readonly maySpeakFor?: (identity: string, source: string) => boolean;
  readonly onRefused?: (refusal: DoorRefusal) => void;
  /** Repeats and refusals, which reach nobody else. */
  readonly onOutcome?: (outcome: Outcome) => void;
  readonly limits?: Partial<DecodeLimits>;
};

export type Inbox = Intake & {
  /** The same door for the Sparkplug host, whose session has decoded already. */
  readonly submitSparkplug: SparkplugIntake['submit'];
  /** Something may have been missed; resolves after the commit. */
  coverageGap(gap: Gap): Promise<void>;
  /** Applies a row of this door again after a restart, as when it was live; what the network no longer knows keeps its place only. */
  restore(row: InboxRow): void;
};

/** One transaction takes what has gathered while the loop was busy, at most this many. */
const BATCH = 500;
/** Refused bytes kept for inspection; longer ones are cut and named by their hash. */
const KEPT_BYTES = 4_096;
const BROKER_KIND = 'broker';
const GAP_KIND = 'coverage-gap';
const SPARKPLUG_KIND = 'sparkplug';

type Waiting = {
  readonly entry: JournalEntry;
  /** Hands the committed row to the pipeline. */
  readonly apply: (commit: number, flags: readonly string[]) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

type RejectionEntry = Extract<JournalEntry, { type: 'rejection' }>;

function capped(entry: RejectionEntry): RejectionEntry {
  if (entry.payload.length <= KEPT_BYTES) return entry;
  const detail = `${entry.detail}; ${entry.payload.length} bytes, sha256 ${hash('sha256', entry.payload, 'hex')}`;
  return { ...entry, payload: entry.payload.slice(0, KEPT_BYTES), detail };
}

function speakerOf(entry: JournalEntry): string {
  if (entry.type === 'message') return entry.identity.source;
  return (entry.type === 'rejection' ? entry.source : null) ?? entry.sender;
}

function messageEntry(raw: RawMessage, { message, identity, flags }: Extract<Decoded, { type: 'message' }>): JournalEntry {
  const { topic, payload, receivedAt, broker } = raw;
  return { type: 'message', kind: message.kind, topic, payload, receivedAt, sender: raw.identity, broker, identity, flags, decoded: null };
}

function internalEntry(kind: string, receivedAt: number, body: unknown): JournalEntry {
  const payload = Buffer.from(JSON.stringify(body));
  return { type: 'internal', kind, topic: '', payload, receivedAt, sender: 'internal', key: null };
}

export function createInbox(options: InboxOptions): Inbox {
  const { journal, known, clock, setClock, pipeline, maySpeakFor, onRefused, onOutcome } = options;
  const setting = { known, limits: { ...defaultLimits, ...options.limits }, clock: clock.simulated ? 'simulated' : 'wall' } as const;
  let gathered: Waiting[] = [];
  let scheduled = false;

  function settle(batch: readonly Waiting[], outcomes: readonly AppendOutcome[]): void {
    for (const [i, { entry, apply, resolve }] of batch.entries()) {
      const outcome = outcomes[i];
      if (outcome?.outcome === 'committed') apply(outcome.commit, outcome.flags);
      else if (outcome) onOutcome?.({ source: speakerOf(entry), outcome: outcome.outcome });
      resolve();
    }
  }

  function flush(): void {
    const batch = gathered;
    if (batch.length === 0) return;
    gathered = [];
    journal.append(batch.map(({ entry }) => entry)).then(
      (outcomes) => settle(batch, outcomes),
      (error: unknown) => {
        for (const { reject } of batch) reject(error);
      },
    );
  }

  function flushSoon(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  }

  function enter(entry: JournalEntry, apply: Waiting['apply']): Promise<void> {
    return new Promise((resolve, reject) => {
      gathered.push({ entry, apply, resolve, reject });
      if (gathered.length >= BATCH) flush();
      else flushSoon();
    });
  }

  const applyMessages =
    (receivedAt: number, broker: string, messages: readonly Message[]): Waiting['apply'] =>
    (commit, flags) =>
      pipeline.messages({ commit, receivedAt, broker, messages, flags });
  const enterGap = (receivedAt: number, gap: Gap): Promise<void> =>
    enter(internalEntry(GAP_KIND, receivedAt, gap), (commit) => pipeline.coverageGap(commit, receivedAt, gap));
  const applySkip: Waiting['apply'] = (commit) => pipeline.skip(commit);

  function enterRejection(
    { topic, payload, receivedAt, identity: sender }: RawMessage,
    refused: Refused,
    source: string | null,
  ): Promise<void> {
    return enter(capped({ type: 'rejection', topic, payload, receivedAt, sender, ...refused, source }), applySkip);
  }

  function enterMessage(raw: RawMessage, decoded: Extract<Decoded, { type: 'message' }>): Promise<void> {
    const { message } = decoded;
    if (maySpeakFor && !maySpeakFor(raw.identity, message.source)) {
      onRefused?.({ reason: 'source-mismatch', identity: raw.identity, detail: message.source });
      return Promise.reject(new Error(`source-mismatch: ${raw.identity} may not speak for this source`));
    }
    const entered = enter(messageEntry(raw, decoded), applyMessages(raw.receivedAt, raw.broker, [message]));
    if (message.kind === 'clock') {
      flush();
      setClock?.(message.at);
    }
    return entered;
  }

  return {
    submit(raw) {
      const decoded = decodeJson(raw, setting);
      switch (decoded.type) {
        case 'ignored':
          journal.countIgnored(decoded.reason);
          return Promise.resolve();
        case 'rejection':
          return enterRejection(raw, { reason: decoded.reason, detail: decoded.detail }, decoded.source);
        case 'message':
          return enterMessage(raw, decoded);
      }
    },
    async submitSparkplug({ raw, identity, decoded: messages, flags, rejection, gaps }: SparkplugHeard) {
      const { topic, payload, receivedAt, broker, identity: sender } = raw;
      const gapRows = gaps.map((gap) => enterGap(receivedAt, { ...gap, broker: null }));
      const decoded = JSON.stringify(messages);
      const row: JournalEntry = {
        type: 'message',
        kind: SPARKPLUG_KIND,
        topic,
        payload,
        receivedAt,
        sender,
        broker,
        identity,
        flags,
        decoded,
      };
      const entered = rejection ? enterRejection(raw, rejection, identity.source) : enter(row, applyMessages(receivedAt, broker, messages));
      await Promise.all([...gapRows, entered]);
    },
    brokerChanged(broker, connected) {
      const receivedAt = clock.now();
      return enter(internalEntry(BROKER_KIND, receivedAt, { broker, connected }), (commit) =>
        pipeline.broker(commit, receivedAt, broker, connected),
      );
    },
    coverageGap: (gap) => enterGap(clock.now(), gap),
    restore(row) {
      const { type, kind, commit, receivedAt, broker, topic, payload, flags, decoded } = row;
      if (type === 'internal' && kind === BROKER_KIND) {
        const said: { broker: string; connected: boolean } = JSON.parse(Buffer.from(payload).toString());
        return pipeline.broker(commit, receivedAt, said.broker, said.connected);
      }
      if (type === 'internal' && kind === GAP_KIND) {
        const gap: Partial<Gap> & Pick<Gap, 'to'> = JSON.parse(Buffer.from(payload).toString());
        return pipeline.coverageGap(commit, receivedAt, { source: null, broker: null, from: null, ...gap });
      }
      if (type !== 'message') return pipeline.skip(commit);
      if (decoded !== null) return applyMessages(receivedAt, broker, JSON.parse(decoded))(commit, flags);
      const raw: RawMessage = {
        topic,
        payload,
        receivedAt,
        identity: row.sender,
        broker,
        qos: 1,
        retain: false,
        will: flags.includes('last-will'),
      };
      const again = decodeJson(raw, setting);
      return again.type === 'message' ? applyMessages(receivedAt, broker, [again.message])(commit, flags) : pipeline.skip(commit);
    },
  };
}
