/** The MQTT broker inside Relight (3.1.1): what it acknowledges is committed, and nobody can hurt it through the wire (promises 4.2). */

import { randomBytes } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { Aedes, type AedesOptions, type Client } from 'aedes';
import { mayLeave, SPARKPLUG_ROOT } from '../../../shared/topics.ts';
import type { Access, AccessRefusal, DoorRefusal } from '../../doorPorts.ts';
import type { Clock, Intake } from '../../ports.ts';
import { CANARY_TOPIC, type Canary, startCanary } from './canary.ts';
import { sinkEvents } from './eventSink.ts';
import { createFrameGuard } from './frameGuard.ts';
import { listen } from './listen.ts';
import { openAccess } from './openAccess.ts';
import { createOwnPublisher, type OwnPublish } from './ownPublisher.ts';
import { type BudgetSetting, createPublishBudget, type PublishBudget } from './publishBudget.ts';
import { refusalOfError } from './refusalOfError.ts';

type Entry = { readonly client: Client; readonly identity: string; readonly version: string | undefined };
type PublishPacket = Parameters<NonNullable<AedesOptions['authorizePublish']>>[1];

export type EmbeddedBrokerOptions = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** PEM; with them the port speaks TLS only. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly intake: Pick<Intake, 'submit'>;
  readonly clock: Clock;
  /** False while nothing can be written down: nobody may connect then. */
  readonly recording: () => boolean;
  readonly access?: Access;
  readonly onRefused?: (refusal: DoorRefusal) => void;
  readonly log?: (line: string) => void;
  readonly maxPacketBytes?: number;
  readonly drainTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly budget?: BudgetSetting;
};

export type EmbeddedBroker = {
  readonly port: number;
  /** For our own clients on loopback, such as the Sparkplug host. */
  readonly internal: { readonly url: string; readonly username: string; readonly password: string };
  readonly publishOwn: OwnPublish;
  /** Messages pass from end to end. */
  readonly healthy: () => boolean;
  readonly clients: () => number;
  readonly stop: () => Promise<void>;
};

const BROKER = 'embedded';
const INTERNAL = 'internal';
const MAX_PACKET_BYTES = 300_000;
const BUDGET: BudgetSetting = { perSecond: 50_000, burst: 100_000, patienceMs: 60_000 };
const OWN_PLACE = { host: '127.0.0.1', port: 0, hostVariable: 'RELIGHT_MQTT_HOST' } as const;
const UNAVAILABLE = 3;
const REFUSED_CODE = { 'id-mismatch': 2, 'auth-required': 5, 'not-allowed': 5 } as const;

const isLoopback = (address: string | null): boolean => address !== null && /^(127\.|::1$|::ffff:127\.)/.test(address);
const addressOf = ({ conn }: Client): string | null => ('remoteAddress' in conn ? (conn.remoteAddress ?? null) : null);
const refusedConnect = (message: string, returnCode: number) => Object.assign(new Error(message), { returnCode });

/** Rejects with a sentence naming the variable when the port cannot be had. */
export async function startEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { host, port, intake, clock, recording, access = openAccess, onRefused = () => {}, log = () => {} } = options;
  const password = randomBytes(24).toString('base64url');
  const identities = new WeakMap<Client, string>();
  const budgets = new WeakMap<Client, PublishBudget>();
  /** Who is connected under a client id, and with which credentials. */
  const entries = new Map<string, Entry>();
  let stopping = false;

  const identityOf = (client: Client | null): string => (client ? (identities.get(client) ?? client.id) : INTERNAL);

  function refuse(reason: string, identity: string | null, detail: string, from: string | null = null): void {
    onRefused({ reason, identity, detail, from });
    log(`mqtt: ${reason}: ${detail}${identity === null ? '' : ` (${identity})`}`);
  }

  function budgetOf(client: Client): PublishBudget {
    const known = budgets.get(client);
    if (known) return known;
    const exceeded = (): void => {
      refuse('rate-limit', client.id, 'publishes above its budget without a break');
      client.conn.destroy();
    };
    const budget = createPublishBudget({ ...(options.budget ?? BUDGET), now: () => performance.now(), exceeded });
    budgets.set(client, budget);
    return budget;
  }

  /** Nobody takes over the connection of somebody else by using its client id. */
  function enter(client: Client, identity: string): boolean {
    const holder = entries.get(client.id);
    if (holder && !holder.client.closed && holder.identity !== identity) return false;
    entries.set(client.id, { client, identity, version: access.version?.(identity) });
    client.conn.once('close', () => {
      if (entries.get(client.id)?.client === client) entries.delete(client.id);
    });
    identities.set(client, identity);
    return true;
  }

  const authenticate: NonNullable<AedesOptions['authenticate']> = (client, username, given, done) => {
    const secret = given?.toString() ?? null;
    const from = addressOf(client);
    const turnAway = (reason: AccessRefusal): void => {
      refuse(reason, username ?? client.id, 'CONNECT', from);
      done(refusedConnect(reason, REFUSED_CODE[reason]), false);
    };
    const take = (identity: string): void => {
      if (enter(client, identity)) done(null, true);
      else turnAway('id-mismatch');
    };
    if (username === INTERNAL) {
      if (secret === password) take(INTERNAL);
      else turnAway('auth-required');
      return;
    }
    if (!recording()) {
      done(refusedConnect('nothing can be recorded', UNAVAILABLE), false);
      return;
    }
    const credentials = { username: username ?? null, password: secret, clientId: client.id, loopback: isLoopback(from), from };
    access.authenticate(credentials).then(
      (answer) => (answer.ok ? take(answer.identity) : turnAway(answer.reason)),
      (error: unknown) => done(refusedConnect(String(error), UNAVAILABLE), false),
    );
  };

  /** Credentials changed: who came in with others, or with none while none were needed, shows them again. */
  const stopWatching = access.onChanged?.(() => {
    for (const { client, identity, version } of [...entries.values()]) {
      if (identity !== INTERNAL && access.version?.(identity) !== version) client.conn.destroy();
    }
  });

  /** The commit happens here, because aedes writes the PUBACK right after and before any event (library trap 13). */
  function commit(identity: string, packet: PublishPacket, will: boolean, done: (error?: Error | null) => void): void {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const retain = packet.retain === true;
    packet.retain = false;
    const qos = packet.qos === 0 ? 0 : 1;
    const { topic } = packet;
    intake.submit({ topic, payload, receivedAt: clock.now(), identity, broker: BROKER, qos, retain, will }).then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  const authorizePublish: NonNullable<AedesOptions['authorizePublish']> = (client, packet, done) => {
    const identity = identityOf(client);
    const { topic } = packet;
    const internal = identity === INTERNAL;
    const may = internal ? topic === CANARY_TOPIC || mayLeave(topic) : topic !== CANARY_TOPIC && access.mayPublish(identity, topic);
    if (topic.startsWith('$') || !may) {
      refuse('not-allowed', identity, `publish to ${topic.slice(0, 200)}`, client && addressOf(client));
      done(new Error('not-allowed'));
      return;
    }
    if (topic.startsWith(`${SPARKPLUG_ROOT}/`) || internal) {
      done();
      return;
    }
    // A closed client publishes only its last will; when we stop, the links break because of us.
    if (client === null || client.closed) {
      if (stopping) done(new Error('stopping'));
      else commit(identity, packet, true, done);
      return;
    }
    budgetOf(client).take(() => commit(identity, packet, false, done));
  };

  const broker = await Aedes.createBroker({
    drainTimeout: options.drainTimeoutMs ?? 3_000,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    maxTopicLevels: 16,
    preConnect: (_client, packet, done) => {
      const version = packet.protocolVersion;
      if (version === 5) refuse('protocol-version', packet.clientId, 'MQTT 5: use MQTT 3.1.1, or an external broker (RELIGHT_MQTT_URL)');
      done(null, true);
    },
    authenticate,
    authorizePublish,
    authorizeSubscribe: (client, subscription, done) => {
      const identity = identityOf(client);
      const { topic } = subscription;
      const allowed = identity === INTERNAL ? !topic.startsWith('$') : !topic.startsWith('$') && access.maySubscribe(identity, topic);
      if (!allowed) refuse('not-allowed', identity, `subscribe to ${topic.slice(0, 200)}`, client && addressOf(client));
      if (allowed) sink.granted(topic);
      done(null, allowed ? subscription : null);
    },
  });

  const sink = sinkEvents(broker);

  const failed = (client: Client, error: Error): void => {
    const reason = refusalOfError(error);
    if (reason !== null && reason !== 'protocol-version') refuse(reason, client.id ? identityOf(client) : null, error.message);
  };
  broker.on('clientError', failed);
  broker.on('connectionError', failed);
  broker.on('clientDisconnect', (client) => budgets.get(client)?.close());

  function welcome(socket: net.Socket): void {
    const guard = createFrameGuard(options.maxPacketBytes ?? MAX_PACKET_BYTES);
    const push = socket.push.bind(socket);
    // Chunks are seen before they are buffered, so that a hostile one never takes memory.
    socket.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
      const refusal = chunk === null || socket.destroyed ? null : guard(chunk);
      if (!refusal) return push(chunk, encoding);
      refuse(refusal.reason, null, `${refusal.detail}, from ${socket.remoteAddress ?? 'unknown'}`);
      socket.destroy();
      return false;
    };
    broker.handle(socket);
  }
  const plain = net.createServer({ noDelay: true }, welcome);
  const server = options.tls ? tls.createServer({ ...options.tls, minVersion: 'TLSv1.2', noDelay: true }, welcome) : plain;
  server.on('tlsClientError', ({ message }: Error, { remoteAddress }: tls.TLSSocket) =>
    refuse('protocol-malformed', null, `no TLS: ${message}`, remoteAddress ?? null),
  );
  const closeBroker = (): Promise<void> => new Promise((resolve) => broker.close(resolve));
  const boundPort = await listen(server, { host, port, portVariable: 'RELIGHT_MQTT_PORT', hostVariable: 'RELIGHT_MQTT_HOST' }).catch(
    async (error: unknown) => {
      await closeBroker();
      throw error;
    },
  );
  // Our own clients stay inside the machine and need no certificate.
  const ownPort = server === plain ? boundPort : await listen(plain, { ...OWN_PLACE, portVariable: 'RELIGHT_MQTT_PORT' });
  const internal = { url: `mqtt://${server === plain ? loopbackFor(host) : OWN_PLACE.host}:${ownPort}`, username: INTERNAL, password };
  const canary: Canary = await startCanary(internal);

  const send: OwnPublish = (topic, payload, { retain = false, qos = 1 } = {}) =>
    new Promise((resolve, reject) => {
      const packet = { cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain, dup: false } as const;
      broker.publish(packet, (error) => (error ? reject(error) : resolve()));
    });

  return {
    port: boundPort,
    internal,
    publishOwn: createOwnPublisher(send),
    healthy: () => server.listening && canary.healthy(),
    clients: () => broker.connectedClients,
    async stop() {
      stopping = true;
      stopWatching?.();
      await canary.stop();
      const closed = [...new Set([server, plain])].map((each) => new Promise((resolve) => each.close(resolve)));
      await closeBroker();
      await Promise.all(closed);
    },
  };
}

/** The address our own clients use: a wildcard address is reached over loopback. */
function loopbackFor(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
