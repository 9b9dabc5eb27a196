/** The live feed as pages use it: who may join, one step under way, coming back. */

import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Field, openField } from '../support/field.ts';
import { type RunningServer, startServer, TOKEN, until } from '../support/startServer.ts';
import { openViewer } from '../support/viewer.ts';

let server: RunningServer;
let field: Field;

beforeAll(async () => {
  server = await startServer();
  field = await openField(server.mqtt);
});
afterAll(async () => {
  await field?.stop();
  await server?.stop();
});

const join = (headers: Record<string, string>, namespace = '/live'): Promise<string> =>
  new Promise((done) => {
    const socket = io(`${server.http}${namespace}`, {
      path: '/socket.io',
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: headers,
    });
    const finish = (answer: string): void => {
      socket.close();
      done(answer);
    };
    socket.on('connect', () => finish('joined'));
    socket.on('connect_error', (error) => finish(error.message));
  });

it('[P15] without credentials, from a foreign page, or beside /live nobody gets in', async () => {
  const bearer = { authorization: `Bearer ${TOKEN}` };
  expect(await join({})).not.toBe('joined');
  expect(await join({ authorization: 'Bearer not-the-token' })).not.toBe('joined');
  expect(await join({ ...bearer, origin: 'https://evil.example' })).not.toBe('joined');
  expect(await join({ ...bearer, origin: 'null' })).not.toBe('joined');
  expect(await join(bearer, '/')).not.toBe('joined');
  expect(await join(bearer)).toBe('joined');
  expect(await join({ ...bearer, origin: server.http })).toBe('joined');
});

it('[P8] a page that never answers gets one step and no second one, and is cut', { timeout: 30_000 }, async () => {
  const viewer = openViewer(server.http, { answer: false });
  await until('the first step', () => viewer.deltas.length === 1);
  for (let i = 0; i < 5; i++)
    await field.say('grid/v1/-/switch/cb-1', {
      at: new Date().toISOString(),
      position: i % 2 ? 'closed' : 'open',
      source: 'rtu-slow',
      seq: i,
    });
  await until('the refusal', () => viewer.refusals.length > 0, 20_000);
  expect(viewer.refusals[0]?.code).toBe('slow-client');
  expect(viewer.deltas).toHaveLength(1);
  viewer.stop();
});

it('a place in another journal, ahead of us or behind nothing begins with everything, never with an error', async () => {
  for (const place of [{ journal: 'another', revision: 3 }, { revision: 12 }, { revision: -1 }, { revision: 9_007_199_254_740_992 }]) {
    const viewer = openViewer(server.http, place);
    await until('a step', () => viewer.deltas.length > 0);
    expect(viewer.deltas[0]?.reset).toBe(true);
    expect(viewer.refusals).toEqual([]);
    viewer.stop();
  }
});

it('[P15] what does not fit the protocol is refused with a code and cut', async () => {
  const attempts: readonly (readonly [event: string, payload: unknown, code: string])[] = [
    ['hello', undefined, 'missing-field'],
    ['hello', { protocol: 99, board: 'operations' }, 'feed-protocol'],
    ['hello', { protocol: 1, board: 'constructor' }, 'value-enum'],
    ['hello', { protocol: 1, board: 'operations', revision: '12' }, 'value-type'],
    ['hello', { protocol: 1, board: 'operations', areas: Array.from({ length: 300 }, () => 'a-1') }, 'too-many-items'],
    ['applied', { revision: 1 }, 'ws-protocol'],
    ['command', { id: 'x', type: 'outage.confirm', outage: 'outage:1' }, 'ws-protocol'],
  ];
  for (const [event, payload, code] of attempts) {
    const socket = io(`${server.http}/live`, {
      path: '/socket.io',
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { authorization: `Bearer ${TOKEN}` },
    });
    const refused = new Promise<string>((done) => socket.on('refused', (refusal: { code: string }) => done(refusal.code)));
    socket.on('connect', () => void (payload === undefined ? socket.emit(event) : socket.emit(event, payload)));
    expect(await refused).toBe(code);
    socket.close();
  }
});
