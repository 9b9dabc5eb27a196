/** From a breaker that trips on MQTT to what everybody sees, on a real server. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OutageDetail, OutageRecord } from '../../shared/records/outage.ts';
import type { FeederRecord } from '../../shared/records/places.ts';
import type { ServicePointRecord, SummaryRecord } from '../../shared/records/summary.ts';
import { type Field, openField } from '../support/field.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { openViewer } from '../support/viewer.ts';

let server: RunningServer;
let field: Field;
let seq = 0;

const summary = (): Promise<SummaryRecord> => server.get('/api/v1/summary');
const open = async (): Promise<readonly OutageRecord[]> =>
  (await server.get<{ items: OutageRecord[] }>('/api/v1/outages?state=open')).items;
const position = (branch: string, position: 'open' | 'closed', extra: object = {}): Promise<void> =>
  field.say(`grid/v1/-/switch/${branch}`, { at: new Date().toISOString(), position, source: 'rtu-test', seq: ++seq, ...extra });

beforeAll(async () => {
  server = await startServer();
  field = await openField(server.mqtt);
});
afterAll(async () => {
  await field?.stop();
  await server?.stop();
});

it('[O4] [N22] one trip, no keystroke: summary, list, feeder, service point and feed agree, and closing restores', async () => {
  const viewer = openViewer(server.http);
  await until('the first picture', () => viewer.deltas.length > 0);
  expect(viewer.deltas[0]?.reset).toBe(true);
  const before = await summary();
  expect(before.customersOut).toBe(0);

  await position('cb-1', 'open', { cause: 'trip' });
  const [outage] = await until('the outage', async () => ((await open()).length > 0 ? open() : null), 2_000);
  expect(outage).toMatchObject({ state: 'confirmed', origin: 'scada', device: { id: 'cb-1', kind: 'breaker' }, feeder: 'f-1' });
  const out = await summary();
  expect(out.customersOut).toBe(outage?.customersOut);
  expect(out.outagesOpen).toBe(1);
  const { items: feeders } = await server.get<{ items: FeederRecord[] }>('/api/v1/feeders');
  expect(feeders.reduce((sum, feeder) => sum + feeder.customersOut, 0)).toBe(out.customersOut);
  // A dual-fed hospital stays on (rule N19), so the feeder may have more than are out.
  expect(feeders.find((feeder) => feeder.id === 'f-1')?.customersOut).toBe(out.customersOut);
  const { items: points } = await server.get<{ items: { id: string; customers: number }[] }>(
    `/api/v1/outages/${outage?.id}/service-points`,
  );
  expect(points.reduce((sum, point) => sum + point.customers, 0)).toBe(out.customersOut);
  const point = await server.get<ServicePointRecord>(`/api/v1/service-points/${points[0]?.id}`);
  expect(point).toMatchObject({ power: 'out', outage: outage?.id });
  await until('the feed', () => viewer.revision() >= out.revision);
  expect(viewer.records.get('summary:summary')).toMatchObject({ customersOut: out.customersOut });
  expect(viewer.records.get(outage?.id ?? '')).toMatchObject({ customersOut: out.customersOut });

  await position('cb-1', 'closed', { cause: 'reclose' });
  await until('the restoration', async () => (await summary()).customersOut === 0, 2_000);
  expect(await open()).toEqual([]);
  expect(await server.get<ServicePointRecord>(`/api/v1/service-points/${points[0]?.id}`)).toMatchObject({ power: 'on', outage: null });
  const detail = await server.get<OutageDetail>(`/api/v1/outages/${outage?.id}`);
  expect(detail.state).toBe('void');
  expect(detail.voidReason).toBe('momentary');
  expect(detail.history.length).toBeGreaterThan(1);
  viewer.stop();
});

it('[E12] the same message twice has one effect and is counted as a duplicate', async () => {
  const message = { at: new Date().toISOString(), position: 'open', cause: 'trip', source: 'rtu-twice', seq: 1 };
  const before = await summary();
  await field.say('grid/v1/-/switch/cb-2', message);
  await field.say('grid/v1/-/switch/cb-2', message);
  const after = await summary();
  expect(after.messages.duplicates).toBe(before.messages.duplicates + 1);
  expect((await open()).filter((outage) => outage.device.id === 'cb-2')).toHaveLength(1);
  expect(after.messages.received).toBe(after.messages.accepted + after.messages.duplicates + after.messages.rejected);
  await field.say('grid/v1/-/switch/cb-2', { ...message, at: new Date().toISOString(), position: 'closed', seq: 2 });
});

it('[P10] a message that is not understood is kept with its reason, and the next good one is handled', async () => {
  const before = await summary();
  await field.say('grid/v1/-/switch/no-such-breaker', { at: new Date().toISOString(), position: 'open' });
  await field.say('grid/v1/-/switch/cb-3', 'not json');
  await position('cb-3', 'open', { cause: 'trip' });
  await until('the outage', async () => (await open()).some((outage) => outage.device.id === 'cb-3'), 2_000);
  expect((await summary()).messages.rejected).toBe(before.messages.rejected + 2);
  const { items } = await server.get<{ items: { reason: string; topic: string }[] }>('/api/v1/rejections?limit=2');
  expect(items.map((item) => item.reason).sort()).toEqual(['json-parse', 'unmapped']);
  await position('cb-3', 'closed');
});

it('[E22] the last will of a source makes its points stale and neither opens nor ends an outage', async () => {
  const rtu = await openField(server.mqtt, {
    clientId: 'rtu-will',
    will: {
      topic: 'grid/v1/-/source/rtu-will',
      payload: Buffer.from(JSON.stringify({ at: Date.now(), online: false })),
      qos: 1,
      retain: false,
    },
  });
  await rtu.say('grid/v1/-/source/rtu-will', { at: new Date().toISOString(), online: true });
  await rtu.say('grid/v1/-/switch/cb-4', { at: new Date().toISOString(), position: 'closed', source: 'rtu-will', seq: 1 });
  const before = await summary();
  rtu.cut();
  const unknown = await until('staleness', async () => ((await summary()).customersUnknown > 0 ? summary() : null), 2_000);
  expect(unknown.customersOut).toBe(before.customersOut);
  expect(unknown.outagesOpen).toBe(before.outagesOpen);
  await field.say('grid/v1/-/source/rtu-will', { at: new Date().toISOString(), online: true });
  await field.say('grid/v1/-/switch/cb-4', { at: new Date().toISOString(), position: 'closed', source: 'rtu-will', seq: 2 });
  await until('the state to be known again', async () => (await summary()).customersUnknown === 0, 2_000);
});

it('[P1] killed with -9 and started again, it is at the same revision or later with the same outages', async () => {
  await position('cb-1', 'open', { cause: 'lockout' });
  const outages = await until(
    'the outage',
    async () => ((await open()).some((outage) => outage.device.id === 'cb-1') ? open() : null),
    2_000,
  );
  const before = await summary();
  await server.kill('SIGKILL');
  server = await server.restart();
  const after = await summary();
  expect(after.journal).toBe(before.journal);
  expect(after.revision).toBeGreaterThanOrEqual(before.revision);
  expect(after.customersOut).toBe(before.customersOut);
  expect((await open()).map((outage) => [outage.id, outage.state, outage.customersOut])).toEqual(
    outages.map((outage) => [outage.id, outage.state, outage.customersOut]),
  );
  expect(after.messages).toEqual(before.messages);

  const viewer = openViewer(server.http, { journal: before.journal, revision: before.revision });
  await until('the returning viewer to be served', () => viewer.deltas.length > 0);
  viewer.stop();
});
