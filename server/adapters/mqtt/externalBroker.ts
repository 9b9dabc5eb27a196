/** Keeps one external broker connected for ever, and acknowledges to it only what is committed (promises 4.3). */

import type { IPublishPacket, MqttClient } from 'mqtt';
import type { Clock, Intake, Journal } from '../../ports.ts';
import { backoffMs } from './backoff.ts';
import { type Connection, connectToBroker } from './brokerConnection.ts';
import type { BrokerAddress } from './brokerUrl.ts';
import { createOwnPublisher, type OwnPublish } from './ownPublisher.ts';

export type ExternalBrokerOptions = {
  readonly address: BrokerAddress;
  /** Fixed for the deployment, so that the broker keeps our session while we are away. */
  readonly clientId: string;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly journal: Pick<Journal, 'recording' | 'onRecordingChange'>;
  /** Whether this broker should still have a session of ours, from an earlier run. */
  readonly sessionExpected: boolean;
  /** A session exists from now on; remember it for the next run. */
  readonly onSession?: (broker: string) => void;
  /** The broker lost our session: every source behind it may have said something we never got. */
  readonly onCoverageGap?: (broker: string) => void;
  readonly random?: () => number;
  readonly log?: (line: string) => void;
};

export type ExternalBroker = {
  readonly name: string;
  readonly connected: () => boolean;
  /** Connections tried, for metrics. */
  readonly attempts: () => number;
  readonly publishOwn: OwnPublish;
  readonly stop: () => Promise<void>;
};

/** After a connection of this length the next wait is short again. */
const STABLE_MS = 10_000;

export function startExternalBroker(options: ExternalBrokerOptions): ExternalBroker {
  const { address, clientId, intake, clock, journal, random = Math.random, log = () => {} } = options;
  const broker = address.name;
  let sessionExpected = options.sessionExpected;
  let client: MqttClient | null = null;
  let connection: Connection | null = null;
  let attempts = 0;
  let stopped = false;
  let wake = (): void => {};

  let told: boolean | null = null;

  const tell = (connected: boolean): void => {
    if (told === connected) return;
    told = connected;
    // Rejected while nothing can be recorded; the connection is then given up and told of again.
    intake.brokerChanged(broker, connected).catch(() => connection?.destroy());
  };

  function opened(ready: MqttClient, sessionPresent: boolean): void {
    if (sessionExpected && !sessionPresent) {
      log(`mqtt: ${broker} lost our session: messages may be missing`);
      options.onCoverageGap?.(broker);
    }
    sessionExpected = true;
    options.onSession?.(broker);
    client = ready;
    log(`mqtt: connected to ${broker}`);
    tell(true);
  }

  function receive(packet: IPublishPacket, acknowledge: () => void, current: () => Connection | null): void {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const qos = packet.qos === 0 ? 0 : 1;
    const raw = { topic: packet.topic, payload, receivedAt: clock.now(), identity: broker, broker, qos, retain: packet.retain } as const;
    // There is no "retry later" in MQTT: what cannot be recorded is asked for again by reconnecting (library trap 10).
    intake.submit(raw).then(acknowledge, () => current()?.destroy());
  }

  /** Resolves when the time is over or something changed. */
  const pause = (ms: number | null): Promise<void> =>
    new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms);
      wake = () => {
        if (timer) clearTimeout(timer);
        resolve();
      };
    });

  async function keepConnected(): Promise<void> {
    for (let failures = 0; !stopped; ) {
      if (!journal.recording()) {
        await pause(null);
        continue;
      }
      const startedAt = performance.now();
      attempts += 1;
      let own: Connection | null = null;
      own = connectToBroker({ address, clientId, opened, receive: (packet, acknowledge) => receive(packet, acknowledge, () => own) });
      connection = own;
      const end = await own.ended;
      connection = null;
      const wasOpen = client !== null;
      client = null;
      // Our own leaving is no loss: the broker keeps what comes meanwhile.
      if (stopped) return;
      tell(false);
      failures = wasOpen && !end.takenOver && performance.now() - startedAt > STABLE_MS ? 0 : failures + 1;
      const wait = backoffMs(failures, random);
      log(`mqtt: ${broker}: ${end.reason}; next try in ${Math.round(wait)} ms`);
      await pause(wait);
    }
  }

  const stopListening = journal.onRecordingChange((recording) => {
    if (recording) wake();
    else connection?.destroy();
  });
  const running = keepConnected();

  return {
    name: broker,
    connected: () => client !== null,
    attempts: () => attempts,
    publishOwn: createOwnPublisher(async (topic, payload, { retain = false, qos = 1 } = {}) => {
      if (!client) throw new Error(`${broker} is not connected`);
      await client.publishAsync(topic, Buffer.from(payload), { retain, qos });
    }),
    async stop() {
      stopped = true;
      stopListening();
      connection?.destroy();
      wake();
      await running;
    },
  };
}
