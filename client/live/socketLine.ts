/** The live feed over Socket.IO, WebSocket only; when to try again is decided by the feed. */

import { io } from 'socket.io-client';
import { LIVE_NAMESPACE } from '../../shared/live.ts';
import type { Line } from './line.ts';

const ANSWER_TIMEOUT_MS = 10_000;

export function createSocketLine(): Line {
  const socket = io(LIVE_NAMESPACE, {
    path: '/socket.io',
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    timeout: 5_000,
    withCredentials: true,
  });
  return {
    listen(listener) {
      socket.on('connect', () => listener.opened());
      socket.on('connect_error', (error) => listener.closed(error.message));
      socket.on('disconnect', (reason) => listener.closed(reason));
      socket.on('delta', (payload: unknown) => listener.delta(payload));
      socket.on('refused', (payload: unknown) => listener.refused(payload));
    },
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    hello: (payload) => void socket.emit('hello', payload),
    applied: (revision) => void socket.emit('applied', { revision }),
    command: (payload) => socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck('command', payload),
  };
}
