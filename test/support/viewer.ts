/** A viewer for whole-system tests: speaks the live feed as a browser does and keeps the records it was told. */

import { io, type Socket } from 'socket.io-client';
import type { Delta } from '../../shared/delta.ts';
import { recordKey } from '../../shared/ids.ts';
import { TOKEN } from './startServer.ts';

export type Viewer = {
  readonly socket: Socket;
  readonly records: Map<string, unknown>;
  readonly deltas: Delta[];
  readonly refusals: { readonly code: string }[];
  revision(): number;
  stop(): void;
};

export type ViewerOptions = { readonly journal?: string; readonly revision?: number; readonly answer?: boolean };

/** `answer: false` never says `applied`, as a page that hangs. */
export function openViewer(http: string, { journal, revision, answer = true }: ViewerOptions = {}): Viewer {
  const socket = io(`${http}/live`, {
    path: '/socket.io',
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { authorization: `Bearer ${TOKEN}` },
  });
  const records = new Map<string, unknown>();
  const deltas: Delta[] = [];
  const refusals: { readonly code: string }[] = [];
  let at = revision ?? 0;
  socket.on('connect', () => socket.emit('hello', { protocol: 1, board: 'operations', journal, revision }));
  socket.on('refused', (refusal: { readonly code: string }) => refusals.push(refusal));
  socket.on('delta', (delta: Delta) => {
    deltas.push(delta);
    if (delta.reset) records.clear();
    for (const [kind, list] of Object.entries(delta.upserts))
      for (const record of list ?? []) records.set(recordKey(kind, record.id), record);
    for (const key of delta.removals) records.delete(key);
    at = delta.to;
    if (answer) socket.emit('applied', { revision: delta.to });
  });
  return { socket, records, deltas, refusals, revision: () => at, stop: () => void socket.close() };
}
