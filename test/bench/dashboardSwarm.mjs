/** Many dashboards in one process, speaking the live feed as browsers do: URL TOKEN COUNT FROZEN TRICKLING; tells when each outage reached each of them. */

import { io } from 'socket.io-client';

const [url, token, count, frozen, trickling] = process.argv.slice(2).map((word, n) => (n < 2 ? word : Number(word)));
const TRICKLE_BYTES = 1_024;

/** Times of arrival by device, of the dashboards that read. */
const arrivals = new Map();
let greeted = 0;
let frames = 0;

function heard(delta, seen) {
  const now = Date.now();
  frames += 1;
  for (const { device, state } of delta.upserts.outage ?? []) {
    if (state !== 'confirmed' || seen.has(device.id)) continue;
    seen.add(device.id);
    const times = arrivals.get(device.id);
    if (times) times.push(now);
    else arrivals.set(device.id, [now]);
  }
}

/** Reads a thousand bytes a second, or nothing at all. */
function slowDown(socket, bytesASecond) {
  const stream = socket.io.engine.transport.ws?._socket;
  if (!stream) return;
  stream.pause();
  if (bytesASecond === 0) return;
  setInterval(() => {
    stream.resume();
    setTimeout(() => stream.pause(), 1_000 * (bytesASecond / 65_536));
  }, 1_000).unref();
}

function open(kind) {
  const socket = io(`${url}/live`, {
    path: '/socket.io',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { authorization: `Bearer ${token}` },
  });
  let first = true;
  const seen = new Set();
  socket.on('connect', () => socket.emit('hello', { protocol: 1, board: 'operations' }));
  socket.on('delta', (delta) => {
    if (first) {
      first = false;
      greeted += 1;
      if (kind === 'frozen') slowDown(socket, 0);
      if (kind === 'trickling') slowDown(socket, TRICKLE_BYTES);
      if (greeted === count + frozen + trickling) process.stdout.write('ready\n');
    } else if (kind === 'reading') heard(delta, seen);
    socket.emit('applied', { revision: delta.to });
  });
}

const kinds = [...Array(count).fill('reading'), ...Array(frozen).fill('frozen'), ...Array(trickling).fill('trickling')];
for (const [n, kind] of kinds.entries()) setTimeout(() => open(kind), n * 4);

process.stdin.on('data', () => {
  process.stdout.write(`${JSON.stringify({ frames, arrivals: [...arrivals] })}\n`);
  arrivals.clear();
  frames = 0;
});
process.stdin.on('end', () => process.exit(0));
