/** What happens on the line below the feed: broken frames, answers nobody asked for, frames that are too large, are counted. */

import type { Server } from 'socket.io';

/** Marks a line that joined the feed; what goes wrong on it afterwards is judged there. */
export type Wire = { joined(line: object): void };

const ACKNOWLEDGEMENT = /^[36]/;

export function watchWire(io: Server, count: (what: string) => void): Wire {
  const joined = new WeakSet<object>();
  io.engine.on('connection', (line) => {
    line.on('data', (frame: unknown) => {
      // We never ask for acknowledgements, so none can be an answer.
      if (typeof frame === 'string' && ACKNOWLEDGEMENT.test(frame)) count('ws-unknown-event');
    });
    line.on('close', (reason: string, description: unknown) => {
      if (/max payload/i.test(String(description))) count('too-large');
      else if (reason === 'forced close' && !joined.has(line)) count('ws-protocol');
    });
  });
  // Without a listener for other names nobody would learn that they were tried.
  io.of((_name, _auth, next) => {
    count('ws-namespace');
    next(null, false);
  });
  return { joined: (line) => void joined.add(line) };
}
