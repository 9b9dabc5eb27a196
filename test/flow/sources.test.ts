/** What the source list and the metrics tell of real sources: plain JSON and Sparkplug, repeats, refusals, gaps, points. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourceRecord } from '../../shared/records/source.ts';
import { type Field, openField } from '../support/field.ts';
import { connectEdge } from '../support/sparkplugEdgeClient.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';

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

async function source(id: string): Promise<SourceRecord | undefined> {
  const { items } = await server.get<{ items: SourceRecord[] }>('/api/v1/sources');
  return items.find((item) => item.id === id);
}

async function reasonCount(reason: string): Promise<number> {
  const text = await (await fetch(`${server.http}/metrics`)).text();
  return Number(new RegExp(`relight_message_reasons\\{reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

it('[E12] [E15] a source is shown with what it said, said twice, said wrongly and never said', async () => {
  const at = new Date().toISOString();
  const say = (kind: string, id: string, more: object) => field.say(`grid/v1/-/${kind}/${id}`, { at, source: 'rtu-figures', ...more });
  await say('switch', 'cb-1', { seq: 1, position: 'closed' });
  await say('switch', 'cb-1', { seq: 1, position: 'closed' });
  await say('switch', 'cb-1', { seq: 2, position: 'ajar' });
  await say('measurement', 'cb-1', { seq: 4, quantity: 'current', value: 12, unit: 'A' });
  await say('measurement', 'cb-2', { seq: 5, quantity: 'current', value: 12, unit: 'A' });
  await until('the figures', async () => (await source('rtu-figures'))?.accepted === 3);
  expect(await source('rtu-figures')).toMatchObject({
    transport: 'json',
    kinds: ['switch', 'measurement'],
    duplicates: 1,
    rejected: 1,
    gaps: 1,
    missing: 2,
    points: 3,
  });
});

it('[P10] what only the core can judge is counted by its reason as well', async () => {
  const say = (quality: string, seq: number) =>
    field.say('grid/v1/-/switch/cb-2', { at: new Date().toISOString(), position: 'closed', source: 'rtu-doubt', seq, quality });
  await say('questionable', 1);
  await until('the reason', async () => (await reasonCount('evidence-quality')) === 1);
  await say('good', 3);
  await until('the gap', async () => (await reasonCount('seq-gap')) === 2);
});

it('[E15] [P3] a gap of a Sparkplug edge that nothing fills is a figure of the edge and its device', async () => {
  const edge = await connectEdge(server.mqtt, 'rtu-gap', { answers: true });
  await edge.nodeBirth();
  await edge.deviceBirth(true);
  await until('the birth', async () => (await source('spb:a/rtu-gap/cb')) !== undefined);
  await edge.position(true, 40);
  await until('the gap', async () => ((await source('spb:a/rtu-gap'))?.gaps ?? 0) > 0);
  expect(await source('spb:a/rtu-gap/cb')).toMatchObject({ transport: 'sparkplug', gaps: 1 });
  await until('the Rebirth request', () => edge.rebirths() === 1);
  await edge.close();
});

it('[P10] another generation of Sparkplug is counted and nothing more', async () => {
  await field.say('spBv4.0/a/NDATA/rtu-1', 'anything');
  await until('the count', async () => (await reasonCount('sp-version')) === 1);
});

it('[P1] the figures survive a kill', { timeout: 60_000 }, async () => {
  await until('what was counted to be written down', async () => {
    await new Promise((done) => setTimeout(done, 5_500));
    return true;
  });
  await field.stop();
  await server.kill('SIGKILL');
  server = await server.restart();
  field = await openField(server.mqtt);
  expect(await source('rtu-figures')).toMatchObject({ accepted: 3, duplicates: 1, rejected: 1, gaps: 1, missing: 2, points: 3 });
  expect(await reasonCount('evidence-quality')).toBe(1);
});
