/** Publishes good switch events at QoS 1 as fast as they are acknowledged, as raw bytes so that it is never the bottleneck: PORT COUNT WINDOW. */

import net from 'node:net';

const [port, count, window] = process.argv.slice(2).map(Number);
const SOURCE = `rtu-${process.pid}`;
const START = Date.now();

const text = (value) => Buffer.concat([Buffer.from([value.length >> 8, value.length & 0xff]), Buffer.from(value)]);

function packet(first, body) {
  const length = body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7];
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

const connect = packet(0x10, Buffer.concat([text('MQTT'), Buffer.from([4, 2, 0, 0]), text(SOURCE)]));

function publish(n) {
  const at = new Date(START + Math.floor(n / 100)).toISOString();
  const position = n % 2 === 0 ? 'open' : 'closed';
  const payload = JSON.stringify({ at, position, cause: 'trip', source: SOURCE, seq: n + 1, eventId: `${SOURCE}-${n}`, quality: 'good' });
  const id = (n % 65_535) + 1;
  return packet(0x32, Buffer.concat([text(`grid/v1/a/switch/cb-${n % 500}`), Buffer.from([id >> 8, id & 0xff]), Buffer.from(payload)]));
}

const packets = Array.from({ length: count }, (_, n) => publish(n));
const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
let sent = 0;
let answered = 0;
let startedAt = 0;

function send() {
  const until = Math.min(count, Math.floor(answered / 4) + window);
  if (until <= sent) return;
  socket.write(Buffer.concat(packets.slice(sent, until)));
  sent = until;
}

socket.on('connect', () => socket.write(connect));
socket.on('data', (chunk) => {
  // The CONNACK and each PUBACK have four bytes.
  if (startedAt === 0) {
    process.stdout.write('ready\n');
    process.stdin.once('data', () => {
      startedAt = performance.now();
      send();
    });
    answered -= 4;
    startedAt = -1;
  }
  answered += chunk.length;
  if (answered === count * 4) {
    process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - startedAt) / 1000 })}\n`);
    process.stdin.destroy();
    socket.destroy();
  } else if (startedAt > 0) send();
});
