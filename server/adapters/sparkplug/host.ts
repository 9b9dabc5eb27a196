/** The Sparkplug host application: connections, sessions, Rebirth requests and the journal, put together. */

import { readTopic } from '../../../shared/sparkplug/topic.ts';
import { stateTopic } from '../../../shared/topics.ts';
import type { Clock, RawMessage, SparkplugIntake } from '../../ports.ts';
import { type BrokerLink, type LinkSettings, linkDefaults, startBrokerLink } from './brokerLink.ts';
import type { Arrived, BrokerAddress } from './connection.ts';
import { type Edge, edgeKey } from './edge.ts';
import { createEdgeSessions, type KnownSource } from './edgeSessions.ts';
import { type SessionSettings, sessionDefaults } from './judged.ts';
import { formatOutgoing } from './outgoing.ts';
import { createRebirthPacer, type PacerSettings, pacerDefaults } from './rebirthPacer.ts';
import { createRecorder } from './recorder.ts';
import type { StateJudgement } from './stateTopic.ts';

export type HostSettings = SessionSettings & LinkSettings & PacerSettings & { readonly tickMs: number; readonly retryRecordingMs: number };

export const hostDefaults: HostSettings = { ...sessionDefaults, ...linkDefaults, ...pacerDefaults, tickMs: 50, retryRecordingMs: 1_000 };

export type SparkplugHostOptions = {
  /** One for each deployment, unique on its brokers. */
  readonly hostId: string;
  readonly brokers: readonly BrokerAddress[];
  readonly intake: SparkplugIntake;
  readonly clock: Clock;
  /** Sources an earlier run left online ("spb:group/edge/device"): offline from the start until born again, and asked for a birth. */
  readonly knownSources?: readonly KnownSource[];
  readonly settings?: Partial<HostSettings>;
  readonly log?: (text: string) => void;
  readonly random?: () => number;
  readonly utcNow?: () => number;
};

export type SparkplugHost = {
  connected(broker: string): boolean;
  /** "resynchronising live/total": edges whose state is current, out of all known ones. */
  progress(): { readonly live: number; readonly total: number };
  edges(): readonly Pick<Edge, 'group' | 'id' | 'broker' | 'phase' | 'violations'>[];
  /** Says goodbye on every broker, and waits until what was heard is recorded. */
  stop(): Promise<void>;
};

const ALARM_AGAIN_MS = 3_600_000;
const mono = (): number => performance.now();

export function startSparkplugHost(options: SparkplugHostOptions): SparkplugHost {
  const { hostId, brokers, intake, clock, knownSources = [], log = () => undefined, random = Math.random, utcNow = Date.now } = options;
  const settings: HostSettings = { ...hostDefaults, ...options.settings };
  const links = new Map<string, BrokerLink>();
  const pacer = createRebirthPacer(random, settings);
  const askSilentAt = new Map<string, number>();
  const askedAt = new Map<string, number>();
  const alarmedAt = new Map<string, number>();

  function alarm(code: string, about: string): void {
    const last = alarmedAt.get(`${code} ${about}`) ?? -Infinity;
    if (mono() - last < ALARM_AGAIN_MS) return;
    alarmedAt.set(`${code} ${about}`, mono());
    intake.alarm(code, about);
  }

  const recorder = createRecorder(intake, (edge, judged) => sessions.rowLost(edge, judged.raw.receivedAt, mono()));
  const sessions = createEdgeSessions(
    {
      judged: (edge, judged) => recorder.record(edge, judged),
      ignored: (_edge, reason) => intake.countIgnored(reason),
      rebirth: (edge, broker) => pacer.want(edgeKey(edge.group, edge.id), broker, !edge.offersRebirth, mono()),
      born: (edge) => pacer.settle(edgeKey(edge.group, edge.id)),
      died: (edge) => pacer.settle(edgeKey(edge.group, edge.id)),
      alarm: (code, edge) => alarm(code, edgeKey(edge.group, edge.id)),
    },
    settings,
  );

  const rawOf = ({ topic, payload, qos, retain }: Arrived, broker: string, identity: string): RawMessage => ({
    topic,
    payload,
    receivedAt: clock.now(),
    identity,
    broker,
    qos,
    retain,
  });

  function refuse(raw: RawMessage, reason: string, detail: string): void {
    recorder.record(null, { raw, source: hostId, at: raw.receivedAt, decoded: [], flags: [], rejection: { reason, detail }, gaps: [] });
  }

  /** Our own request comes back through the filter; those of other hosts are counted for review. */
  function noteCommand({ topic, payload }: Arrived): void {
    const [, group = '', , edge = ''] = topic.split('/');
    const timestamp = askedAt.get(edgeKey(group, edge));
    const own = timestamp === undefined ? null : formatOutgoing({ type: 'rebirth', group, edge, timestamp });
    if (own?.topic !== topic || !own.payload.equals(payload)) intake.countIgnored('sp-command-seen');
  }

  function take(arrived: Arrived, broker: string): void {
    const topic = readTopic(arrived.topic);
    switch (topic.type) {
      case 'data':
        if (recorder.isFull()) intake.countIgnored('quota');
        else sessions.hear(rawOf(arrived, broker, edgeKey(topic.group, topic.edge)), topic, mono());
        return;
      case 'state':
        links.get(broker)?.state(topic.hostId, arrived);
        return;
      case 'command':
        return noteCommand(arrived);
      case 'other':
        if (topic.refused) refuse(rawOf(arrived, broker, 'unknown'), topic.reason, topic.detail);
        else intake.countIgnored(topic.reason);
    }
  }

  function noteState(arrived: Arrived, broker: string, judgement: Exclude<StateJudgement, { type: 'own' }>): void {
    if (judgement.type !== 'forged') return intake.countIgnored(judgement.reason);
    refuse(rawOf(arrived, broker, 'unknown'), judgement.reason, judgement.detail);
    alarm(judgement.reason, `${broker}: ${judgement.detail}`);
  }

  function connectionChanged(broker: string, connected: boolean): void {
    if (connected) askSilentAt.set(broker, mono() + settings.reorderWaitMs);
    else {
      askSilentAt.delete(broker);
      pacer.forgetBroker(broker);
      const nothing: Arrived = { topic: stateTopic(hostId), payload: new Uint8Array(0), qos: 0, retain: false };
      sessions.brokerLost(rawOf(nothing, broker, 'internal'), mono());
    }
    recorder.brokerChanged(broker, connected);
  }

  /** Edges that follow our STATE were born by now; the others are asked (checklist 25). */
  function askSilent(broker: string): void {
    for (const edge of sessions.edges().values()) {
      if (edge.broker === broker && edge.phase !== 'live') pacer.want(edgeKey(edge.group, edge.id), broker, !edge.offersRebirth, mono());
    }
  }

  function sendDue(): void {
    const { requests, unanswered } = pacer.take(mono());
    for (const key of unanswered) alarm('sp-rebirth-unanswered', key);
    for (const { key, broker } of requests) {
      const edge = sessions.edges().get(key);
      const link = links.get(broker);
      if (!edge || !link?.connected()) continue;
      edge.askedWithBdSeq = edge.bdSeq;
      const timestamp = utcNow();
      askedAt.set(key, timestamp);
      link.askForRebirth(edge.group, edge.id, timestamp);
    }
  }

  const ticking = setInterval(() => {
    const now = mono();
    sessions.tick(now, clock.now());
    for (const [broker, at] of askSilentAt) {
      if (now < at) continue;
      askSilentAt.delete(broker);
      askSilent(broker);
    }
    sendDue();
  }, settings.tickMs);
  const retrying = setInterval(() => recorder.retry(), settings.retryRecordingMs);

  const [home] = brokers;
  if (home) for (const known of knownSources) sessions.recall(known, home.name);
  for (const address of brokers) {
    const { name } = address;
    connectionChanged(name, false);
    links.set(
      name,
      startBrokerLink({
        address,
        hostId,
        settings,
        utcNow,
        random,
        log,
        onMessage: (arrived) => take(arrived, name),
        onState: (arrived, judgement) => noteState(arrived, name, judgement),
        onChange: (connected) => connectionChanged(name, connected),
      }),
    );
  }

  return {
    connected: (broker) => links.get(broker)?.connected() ?? false,
    progress() {
      const edges = [...sessions.edges().values()].filter(({ phase }) => phase !== 'dead');
      return { live: edges.filter(({ phase }) => phase === 'live').length, total: edges.length };
    },
    edges: () => [...sessions.edges().values()],
    async stop() {
      clearInterval(ticking);
      clearInterval(retrying);
      await Promise.all([...links.values()].map((link) => link.stop()));
      await recorder.settled();
    },
  };
}
