/** Field sources for whole-system tests: publish over real MQTT and wait for the acknowledgement. */

import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

export type Field = {
  readonly client: MqttClient;
  /** Resolves with the acknowledgement of the broker. */
  say(topic: string, payload: unknown): Promise<void>;
  /** Breaks the line without a goodbye, so that the last will speaks. */
  cut(): void;
  stop(): Promise<void>;
};

export async function openField(url: string, options: IClientOptions = {}): Promise<Field> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, protocolVersion: 4, ...options });
  return {
    client,
    async say(topic, payload) {
      await client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 });
    },
    cut: () => void client.stream.destroy(),
    stop: () => client.endAsync(true),
  };
}
