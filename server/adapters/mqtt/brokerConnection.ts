/** One network connection to an external broker, from CONNECT to its end; the next one is a new client object (library trap 5). */

import mqtt, { type IPublishPacket, type MqttClient } from 'mqtt';
import { JSON_FILTER } from '../../../shared/topics.ts';
import type { BrokerAddress } from './brokerUrl.ts';
import { deferAcknowledgement } from './deferredAcknowledgement.ts';

const SESSION_EXPIRY_S = 7 * 24 * 3_600;
const RECEIVE_MAXIMUM = 1_000;
const MAX_PACKET_BYTES = 300_000;
const KEEPALIVE_S = 10;
const CONNECT_TIMEOUT_MS = 5_000;
/** mqtt.js counts arriving publishes as no sign of life, and a PINGRESP waits behind a long backlog. */
const ALIVE_EVERY_MS = 1_000;
const TAKEN_OVER = 0x8e;

export type ConnectionOptions = {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly receive: (packet: IPublishPacket, acknowledge: () => void) => void;
  /** Subscribed; says whether the broker still had our session. */
  readonly opened: (client: MqttClient, sessionPresent: boolean) => void;
};

export type ConnectionEnd = { readonly reason: string; readonly takenOver: boolean };

export type Connection = {
  readonly ended: Promise<ConnectionEnd>;
  /** Ends it at once; what is not acknowledged comes again. */
  destroy(): void;
};

export function connectToBroker({ address, clientId, receive, opened }: ConnectionOptions): Connection {
  const client = mqtt.connect(address.name, {
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    protocolVersion: 5,
    clean: false,
    clientId,
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_TIMEOUT_MS,
    properties: { sessionExpiryInterval: SESSION_EXPIRY_S, receiveMaximum: RECEIVE_MAXIMUM, maximumPacketSize: MAX_PACKET_BYTES },
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
  });
  let reason = 'connection lost';
  let takenOver = false;
  deferAcknowledgement(client, receive);
  let alive = 0;
  client.on('packetreceive', () => {
    const now = performance.now();
    if (now - alive < ALIVE_EVERY_MS) return;
    alive = now;
    client.reschedulePing(true);
  });
  client.on('error', (error) => {
    reason = error.message || ('code' in error ? String(error.code) : reason);
  });
  client.on('disconnect', ({ reasonCode }) => {
    takenOver = reasonCode === TAKEN_OVER;
    reason = takenOver ? 'another client took over this client id' : `the broker said goodbye (${reasonCode ?? 0})`;
  });
  client.on('connect', ({ sessionPresent }) => {
    // Also with a session: the filter may have changed, and doing it twice is harmless with Retain Handling 2.
    client.subscribe(JSON_FILTER, { qos: 1, rh: 2, rap: false }, (error, granted) => {
      if (error || granted?.some(({ qos }) => qos > 2)) {
        reason = `the broker refuses the subscription to ${JSON_FILTER}`;
        client.stream.destroy();
      } else opened(client, sessionPresent);
    });
  });
  const ended = new Promise<ConnectionEnd>((resolve) => {
    client.once('close', () => {
      client.end(true);
      resolve({ reason, takenOver });
    });
  });
  client.connect();
  return { ended, destroy: () => void client.stream.destroy() };
}
