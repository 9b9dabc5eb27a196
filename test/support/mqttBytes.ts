/** MQTT 3.1.1 packets as bytes, for what client libraries refuse to send. */

const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length >> 8, value.length & 0xff]), Buffer.from(value)]);

function remaining(length: number): Buffer {
  const bytes: number[] = [];
  let rest = length;
  do {
    bytes.push((rest % 128) | (rest >= 128 ? 0x80 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.from(bytes);
}

const packet = (first: number, body: Buffer): Buffer => Buffer.concat([Buffer.from([first]), remaining(body.length), body]);

export const connectBytes = (clientId: string): Buffer =>
  packet(0x10, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 60]), text(clientId)]));

export function publishBytes(topic: string, payload: string | Buffer, qos: 0 | 1 | 2 = 1, packetId = 1): Buffer {
  const id = qos === 0 ? Buffer.alloc(0) : Buffer.from([packetId >> 8, packetId & 0xff]);
  return packet(0x30 | (qos << 1), Buffer.concat([text(topic), id, Buffer.from(payload)]));
}

export const subscribeBytes = (filter: string, packetId = 1): Buffer =>
  packet(0x82, Buffer.concat([Buffer.from([0, packetId]), text(filter), Buffer.from([1])]));
