/** Listens to the bare relay and tells when each breaker's trip arrived: URL COUNT. */

import { io } from 'socket.io-client';

const [url, count] = process.argv.slice(2).map((word, n) => (n === 0 ? word : Number(word)));
const arrivals = new Map();
let connected = 0;

for (let n = 0; n < count; n += 1) {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
  socket.on('connect', () => {
    connected += 1;
    if (connected === count) process.stdout.write('ready\n');
  });
  const seen = new Set();
  socket.on('event', (topic, text) => {
    const id = topic.slice(topic.lastIndexOf('/') + 1);
    if (!text.includes('"source":"bench-') || seen.has(id)) return;
    seen.add(id);
    const times = arrivals.get(id);
    if (times) times.push(Date.now());
    else arrivals.set(id, [Date.now()]);
  });
}

process.stdin.on('data', () => {
  process.stdout.write(`${JSON.stringify({ arrivals: [...arrivals] })}\n`);
  arrivals.clear();
});
process.stdin.on('end', () => process.exit(0));
