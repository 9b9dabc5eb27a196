/** The connections to the field: the embedded broker or external ones, and the Sparkplug host on the same brokers. */

import { readFileSync } from 'node:fs';
import { readBrokerUrls } from './adapters/mqtt/brokerUrl.ts';
import { startEmbeddedBroker } from './adapters/mqtt/embeddedBroker.ts';
import { startExternalBroker } from './adapters/mqtt/externalBroker.ts';
import { type SparkplugHostOptions, startSparkplugHost } from './adapters/sparkplug/host.ts';
import type { Config } from './config.ts';
import type { Access, DoorRefusal } from './doorPorts.ts';
import type { Inbox } from './inbox.ts';
import type { Log } from './log.ts';
import type { Clock, Journal } from './ports.ts';

export type Brokers = {
  /** Where field sources publish when the broker is ours, null with external ones. */
  readonly mqttUrl: string | null;
  /** What keeps messages from passing, in words; empty when all is well. */
  problems(): readonly string[];
  /** Publishes a ping request (rule A8); nothing but pings, STATE and Rebirth requests can leave. */
  ping(topic: string, payload: string): void;
  stop(): Promise<void>;
};

export type BrokerOptions = {
  readonly config: Config;
  readonly inbox: Inbox;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** Who may do what on the embedded broker; an external one keeps its own list. */
  readonly access: Access;
  readonly refused: (refusal: DoorRefusal) => void;
  /** Sparkplug sources an earlier run left online. */
  readonly knownSources: SparkplugHostOptions['knownSources'];
};

const SESSION_KIND = 'broker-session';

/** Throws a sentence that names the setting when only one of the two is given, or one cannot be read. */
function readCertificate({
  RELIGHT_MQTT_CERT: cert,
  RELIGHT_MQTT_KEY: key,
}: Config): { readonly cert: Buffer; readonly key: Buffer } | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw new Error('RELIGHT_MQTT_CERT and RELIGHT_MQTT_KEY belong together: set both, or neither');
  const read = (name: string, path: string): Buffer => {
    try {
      return readFileSync(path);
    } catch {
      throw new Error(`${name}: cannot read ${path}`);
    }
  };
  return { cert: read('RELIGHT_MQTT_CERT', cert), key: read('RELIGHT_MQTT_KEY', key) };
}

/** Rejects with a sentence that names the setting when a broker cannot be had. */
export async function startBrokers(options: BrokerOptions): Promise<Brokers> {
  const { config, inbox, journal, clock, log, access, refused, knownSources = [] } = options;
  const { RELIGHT_MQTT_URL: urls, RELIGHT_MQTT_HOST: host, RELIGHT_MQTT_PORT: port, RELIGHT_SPARKPLUG_HOST_ID: hostId } = config;
  const gapFailed = (error: unknown): void => log.warn({ err: error }, 'a coverage gap could not be recorded');
  const sparkplug = config.RELIGHT_SPARKPLUG === 'on';
  const pingFailed = (error: unknown): void => log.warn({ err: error }, 'a ping request could not be sent');
  const sparkplugIntake = {
    submit: inbox.submitSparkplug,
    countIgnored: (reason: string) => journal.countIgnored(reason),
    alarm(code: string, about: string) {
      log.warn({ code, about }, 'sparkplug');
      refused({ reason: code, identity: null, detail: about });
    },
    brokerChanged: async () => undefined,
  };

  if (urls === undefined) {
    const certificate = readCertificate(config);
    const broker = await startEmbeddedBroker({
      host,
      port,
      tls: certificate,
      intake: inbox,
      clock,
      recording: () => journal.recording(),
      access,
      onRefused: refused,
      log: (line) => log.info(line),
    });
    const { url, username, password } = broker.internal;
    const spb = sparkplug
      ? startSparkplugHost({
          hostId,
          brokers: [{ name: 'embedded', url, protocolVersion: 4, username, password }],
          intake: sparkplugIntake,
          clock,
          knownSources,
          log: (line) => log.info(line),
        })
      : null;
    return {
      mqttUrl: `${certificate ? 'mqtts' : 'mqtt'}://${host}:${broker.port}`,
      problems: () => (broker.healthy() ? [] : ['messages do not pass through the embedded broker']),
      ping: (topic, payload) => void broker.publishOwn(topic, payload).catch(pingFailed),
      async stop() {
        await spb?.stop();
        await broker.stop();
      },
    };
  }

  const read = readBrokerUrls(urls);
  if (!read.ok) throw new Error(`RELIGHT_MQTT_URL: broker ${read.place} ${read.problem}`);
  const remembered = new Set((await journal.documents(SESSION_KIND, 1_000)).map(({ id }) => id));
  const links = read.brokers.map((address) =>
    startExternalBroker({
      address,
      clientId: `${hostId}-events`,
      intake: inbox,
      clock,
      journal,
      sessionExpected: remembered.has(address.name),
      onSession: (broker) => void journal.putDocuments(SESSION_KIND, [{ id: broker, at: clock.now(), body: '{}' }]).catch(() => undefined),
      onCoverageGap(broker) {
        log.warn({ broker }, 'the broker lost our session: messages may be missing');
        inbox.coverageGap({ source: null, broker, from: null, to: clock.now() }).catch(gapFailed);
      },
      log: (line) => log.info(line),
    }),
  );
  const spb = sparkplug
    ? startSparkplugHost({
        hostId,
        brokers: read.brokers.map(({ name, username, password }) => ({
          name,
          url: name,
          protocolVersion: 5,
          username: username ?? undefined,
          password: password ?? undefined,
        })),
        intake: sparkplugIntake,
        clock,
        knownSources,
        log: (line) => log.info(line),
      })
    : null;
  return {
    mqttUrl: null,
    problems: () => links.filter((link) => !link.connected()).map((link) => `not connected to ${link.name}`),
    ping: (topic, payload) =>
      void links
        .find((link) => link.connected())
        ?.publishOwn(topic, payload)
        .catch(pingFailed),
    async stop() {
      await spb?.stop();
      await Promise.all(links.map((link) => link.stop()));
    },
  };
}
