/** One network connection of the host to one broker: connect with Will, subscribe, then the birth as first publish. */

import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import { SPARKPLUG_FILTER, stateTopic } from '../../../shared/topics.ts';
import { formatOutgoing, publish } from './outgoing.ts';

export type BrokerAddress = {
  /** Name on rows and screens: "embedded" or the URL without credentials. */
  readonly name: string;
  readonly url: string;
  /** 4 is MQTT 3.1.1, 5 is MQTT 5. */
  readonly protocolVersion: 4 | 5;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Certificates and the like, as mqtt.js names them. */
  readonly tls?: Pick<IClientOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'> | undefined;
};

export type Arrived = { readonly topic: string; readonly payload: Uint8Array; readonly qos: 0 | 1; readonly retain: boolean };

export type ConnectionOptions = {
  readonly address: BrokerAddress;
  readonly hostId: string;
  /** Time of this CONNECT, epoch milliseconds: in the Will and in the birth. */
  readonly timestamp: number;
  readonly keepaliveS: number;
  readonly setUpMs: number;
  readonly onMessage: (arrived: Arrived) => void;
  /** The birth is about to leave: what is said of us from now on is news. */
  readonly onBirth: () => void;
  readonly onReady: () => void;
  /** Once, for whatever reason; not after `leave`. */
  readonly onLost: (reason: string) => void;
};

export type Connection = {
  readonly client: MqttClient;
  /** Says goodbye: death with the current time, at most `waitMs` for its PUBACK, then DISCONNECT. */
  leave(timestamp: number, waitMs: number): Promise<void>;
};

const within = (ms: number, promise: Promise<unknown>): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    void promise.finally(() => {
      clearTimeout(timer);
      done();
    });
  });

function createClient({ address, hostId, timestamp, keepaliveS, setUpMs }: ConnectionOptions): MqttClient {
  const { topic, payload, qos, retain } = formatOutgoing({ type: 'state', hostId, online: false, timestamp });
  // A new client for every network connection: mqtt.js would reuse the old Will and send what it stored before it subscribes.
  return connect(address.url, {
    ...address.tls,
    clientId: `relight-sparkplug-${hostId}`,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    protocolVersion: address.protocolVersion,
    clean: true,
    ...(address.protocolVersion === 5 ? { properties: { sessionExpiryInterval: 0 } } : {}),
    keepalive: keepaliveS,
    connectTimeout: setUpMs,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    manualConnect: true,
    will: { topic, payload, qos, retain },
  });
}

export function openConnection(options: ConnectionOptions): Connection {
  const { hostId, timestamp, setUpMs, onMessage, onBirth, onReady, onLost } = options;
  const client = createClient(options);
  const watchdog = setTimeout(() => lose('set-up took too long'), setUpMs);
  let isOver = false;

  function lose(reason: string): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(watchdog);
    client.end(true);
    onLost(reason);
  }

  client.on('error', (error) => lose(error.message));
  client.on('close', () => lose('connection closed'));
  client.on('message', (topic, payload, packet) => {
    if (!isOver) onMessage({ topic, payload, qos: packet.qos === 0 ? 0 : 1, retain: packet.retain });
  });
  client.on('connect', () => {
    client.subscribe({ [SPARKPLUG_FILTER]: { qos: 1 }, [stateTopic(hostId)]: { qos: 1 } }, (error, granted) => {
      if (error || !granted || granted.some(({ qos }) => qos > 2)) return lose(error?.message ?? 'subscription refused');
      onBirth();
      void publish(client, { type: 'state', hostId, online: true, timestamp }).then((isSent) => {
        clearTimeout(watchdog);
        if (!isSent) lose('birth was not acknowledged');
        else if (!isOver) onReady();
      });
    });
  });
  client.connect();

  return {
    client,
    async leave(deathAt, waitMs) {
      if (isOver) return;
      isOver = true;
      clearTimeout(watchdog);
      if (client.connected) await within(waitMs, publish(client, { type: 'state', hostId, online: false, timestamp: deathAt }));
      await within(waitMs, client.endAsync(false));
      client.end(true);
    },
  };
}
