/** Ping requests reach meters that listen on the embedded broker (rule A8). */

import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedBroker } from '../../server/adapters/mqtt/embeddedBroker.ts';
import { wallClock } from '../../server/clock.ts';
import { sendPing } from '../../server/pings.ts';
import { openField } from '../support/field.ts';
import { until } from '../support/startServer.ts';

it('[A8] [P16] a requested ping arrives at the meters, one without an area too, and nothing else leaves', async () => {
  const intake = { submit: async () => undefined };
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, intake, clock: wallClock, recording: () => true });
  onTestFinished(() => broker.stop());
  const meters = await openField(`mqtt://127.0.0.1:${broker.port}`);
  onTestFinished(() => meters.stop());
  const heard: [string, unknown][] = [];
  meters.client.on('message', (topic, payload) => heard.push([topic, JSON.parse(payload.toString())]));
  await meters.client.subscribeAsync('grid/v1/+/ping/+', { qos: 1 });

  const at = Date.UTC(2026, 2, 14, 18);
  const publish = (topic: string, payload: string): void => void broker.publishOwn(topic, payload);
  sendPing({ type: 'outage.confirmed', about: 'outage:1', at, body: {} }, publish);
  sendPing({ type: 'ping.requested', about: null, at, body: { servicePoint: 'sp-1', area: 'a-1', purpose: 'sample' } }, publish);
  sendPing({ type: 'ping.requested', about: null, at, body: { servicePoint: 'sp-2', area: null, purpose: 'sample' } }, publish);
  await until('both', () => heard.length === 2);
  expect(heard.map(([topic]) => topic)).toEqual(['grid/v1/a-1/ping/sp-1', 'grid/v1/-/ping/sp-2']);
  expect(heard[0]?.[1]).toEqual({ id: expect.any(String), at: '2026-03-14T18:00:00.000Z' });
});
