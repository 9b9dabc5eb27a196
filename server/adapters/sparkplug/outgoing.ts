/** The only place from which the Sparkplug host publishes: its own STATE, and the request for a Rebirth. Nothing else, ever (promise P16). */

import type { MqttClient } from 'mqtt';
import { dataType } from '../../../shared/sparkplug/dataType.ts';
import { encodePayload } from '../../../shared/sparkplug/encodePayload.ts';
import { SPARKPLUG_ROOT, stateTopic } from '../../../shared/topics.ts';

export type Outgoing =
  /** `timestamp` in epoch milliseconds. */
  | { readonly type: 'state'; readonly hostId: string; readonly online: boolean; readonly timestamp: number }
  | { readonly type: 'rebirth'; readonly group: string; readonly edge: string; readonly timestamp: number };

export type Packet = { readonly topic: string; readonly payload: Buffer; readonly qos: 0 | 1; readonly retain: boolean };

/** Topic, bytes and delivery of what may be published; also used for the Will, which is a STATE. */
export function formatOutgoing(message: Outgoing): Packet {
  switch (message.type) {
    case 'state': {
      const payload = Buffer.from(JSON.stringify({ online: message.online, timestamp: message.timestamp }));
      return { topic: stateTopic(message.hostId), payload, qos: 1, retain: true };
    }
    case 'rebirth': {
      const { group, edge, timestamp } = message;
      const metric = {
        name: 'Node Control/Rebirth',
        timestamp,
        datatype: dataType.boolean,
        value: { field: 'boolean', value: true },
      } as const;
      // A command carries no seq and goes by name, never by alias (decision D4).
      const payload = Buffer.from(encodePayload({ timestamp, metrics: [metric] }));
      return { topic: `${SPARKPLUG_ROOT}/${group}/NCMD/${edge}`, payload, qos: 0, retain: false };
    }
  }
}

/** Resolves true when the broker has it (QoS 1) or it was written (QoS 0); never rejects. */
export function publish(client: MqttClient, message: Outgoing): Promise<boolean> {
  const { topic, payload, qos, retain } = formatOutgoing(message);
  return new Promise((done) => {
    client.publish(topic, payload, { qos, retain }, (error) => done(!error));
  });
}
