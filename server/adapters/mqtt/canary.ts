/** Sends itself a message through the embedded broker every few seconds, because a broker can stop passing messages without saying so. */

import mqtt from 'mqtt';

export const CANARY_TOPIC = 'relight/canary';
const EVERY_MS = 5_000;
/** Two missed ones and some slack. */
const MISSED_MS = 12_000;

export type CanaryOptions = { readonly url: string; readonly username: string; readonly password: string; readonly everyMs?: number };

export type Canary = { readonly healthy: () => boolean; readonly stop: () => Promise<void> };

/** Resolves when the first message came through. */
export async function startCanary({ url, username, password, everyMs = EVERY_MS }: CanaryOptions): Promise<Canary> {
  const client = mqtt.connect(url, {
    username,
    password,
    protocolVersion: 4,
    queueQoSZero: false,
    reconnectPeriod: 1_000,
    connectTimeout: 5_000,
  });
  let seenAt = Number.NEGATIVE_INFINITY;
  const arrived = new Promise<void>((resolve) => {
    client.on('message', () => {
      seenAt = performance.now();
      resolve();
    });
  });
  client.on('error', () => {});
  const sing = (): void => {
    if (client.connected) client.publish(CANARY_TOPIC, '', { qos: 1 });
  };
  await new Promise((resolve) => client.once('connect', resolve));
  await client.subscribeAsync(CANARY_TOPIC, { qos: 1 });
  const timer = setInterval(sing, everyMs);
  sing();
  await arrived;
  return {
    healthy: () => performance.now() - seenAt < MISSED_MS,
    async stop() {
      clearInterval(timer);
      await client.endAsync(true);
    },
  };
}
