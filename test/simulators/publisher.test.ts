/** The publisher keeps order, waits when there is too much, and outlives its broker. */

import { afterEach, expect, it } from 'vitest';
import { jsonConnection } from '../../simulators/connection.ts';
import { type Publisher, startPublisher } from '../../simulators/publisher.ts';
import { type Collector, startCollector } from './support/collector.ts';

let publisher: Publisher | null = null;
let collector: Collector | null = null;

afterEach(async () => {
  await publisher?.stop();
  await collector?.stop();
  publisher = null;
  collector = null;
});

const number = (n: number): { source: string; topic: string; payload: string } => ({
  source: 'one',
  topic: `grid/v1/-/meter/${n}`,
  payload: `{"n":${n}}`,
});
const heard = (from: Collector): number[] =>
  from.messages.filter(({ topic }) => topic.includes('/meter/')).map(({ payload }) => JSON.parse(payload.toString()).n);

it('never has more unacknowledged than allowed, and keeps the order', async () => {
  collector = await startCollector();
  publisher = await startPublisher({ url: collector.url, connections: [jsonConnection('one')], now: () => 0, inFlight: 10 });
  for (let n = 0; n < 200; n++) {
    await publisher.publish(number(n));
    expect(publisher.published - collector.messages.length).toBeLessThanOrEqual(10);
  }
  await publisher.drained();
  expect(heard(collector)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

it('[P1] a broker that goes and comes back hears everything, and that the source is there', { timeout: 30_000 }, async () => {
  const first = await startCollector();
  const port = Number(new URL(first.url).port);
  publisher = await startPublisher({ url: first.url, connections: [jsonConnection('one')], now: () => 0 });
  await publisher.publish(number(1));
  await publisher.drained();
  await first.stop();
  await publisher.publish(number(2));
  collector = await startCollector(port);
  await publisher.drained();
  expect(new Set(heard(collector))).toEqual(new Set([2]));
  expect(collector.messages.some(({ topic, payload }) => topic.endsWith('/source/one') && payload.includes('"online":true'))).toBe(true);
});

it('says in a sentence that there is no broker', async () => {
  const gone = await startCollector();
  await gone.stop();
  const start = startPublisher({ url: gone.url.replace('//', '//user:secret@'), connections: [], now: () => 0, patienceMs: 100 });
  await expect(start).rejects.toThrow(/ECONNREFUSED|no MQTT broker at mqtt:\/\/127/);
  await expect(start).rejects.not.toThrow(/secret/);
});
