/**
 * Lets mqtt.js go on reading while a message is being committed, and writes the PUBACK afterwards (promises 4.3).
 * mqtt.js handles one message at a time and stops answering pings while its callback waits (library trap 1), so the callback is
 * answered at once with an error, which makes it send nothing; the four bytes of the PUBACK go straight to the connection that delivered.
 */

import type { IPublishPacket, MqttClient } from 'mqtt';

/** Reading goes on, nothing is acknowledged; mqtt.js passes it on to nobody. */
const DEFERRED = new Error('acknowledged later');

/** PUBACK with reason 0x00, the short form of MQTT 5 (section 3.4.2.1) and the only form of 3.1.1. */
const puback = (packetId: number): Buffer => Buffer.from([0x40, 2, packetId >> 8, packetId & 0xff]);

/**
 * Call before connecting: a publish without this handler would be acknowledged unseen (library trap 3).
 * @param receive gets each publish in order; calling `acknowledge` twice, late or after the connection is gone does no harm
 */
export function deferAcknowledgement(client: MqttClient, receive: (packet: IPublishPacket, acknowledge: () => void) => void): void {
  let acknowledgements: Buffer[] = [];

  function write(stream: MqttClient['stream']): void {
    const bytes = Buffer.concat(acknowledgements);
    acknowledgements = [];
    if (!stream.destroyed) stream.write(bytes);
  }

  client.handleMessage = (packet, done) => {
    const { stream } = client;
    const { qos, messageId } = packet;
    receive(packet, () => {
      if (qos !== 1 || messageId === undefined) return;
      acknowledgements.push(puback(messageId));
      // What one commit settles is acknowledged in one write.
      if (acknowledgements.length === 1) process.nextTick(write, stream);
    });
    done(DEFERRED);
  };
}
