/** A simulation over real MQTT: order, clock, truth file, last wills, pings. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { payloads } from '../../shared/messages/message.ts';
import { simulate } from '../../simulators/simulate.ts';
import { type Collector, startCollector } from './support/collector.ts';
import { START } from './support/runScenario.ts';
import { village } from './support/village.ts';

const folder = mkdtempSync(join(tmpdir(), 'relight-simulate-'));
const network = join(folder, 'village.json.gz');
let collector: Collector;

const common = {
  network,
  seed: 3,
  speed: 0,
  startAt: START,
  clock: 'simulated' as const,
  epoch: 'test',
  sparkplug: 0,
  stopped: () => false,
};

beforeAll(async () => {
  writeFileSync(network, gzipSync(JSON.stringify(village())));
  collector = await startCollector();
  await simulate({ ...common, scenario: 'feeder-trip', hours: 0.1, mqttUrl: collector.url, truth: join(folder, 'truth.jsonl') });
});

afterAll(async () => {
  await collector.stop();
});

it('every message is one the contract knows', () => {
  const byKind = new Map<string, z.ZodType>(Object.entries(payloads));
  for (const { topic, payload } of collector.messages) {
    const [root, version, area, kind, id, ...more] = topic.split('/');
    expect([root, version, area, more.length]).toEqual(['grid', 'v1', '-', 0]);
    expect(id).toBeTruthy();
    const schema = byKind.get(kind ?? '');
    expect(schema, topic).toBeDefined();
    expect(() => schema?.parse(JSON.parse(payload.toString())), `${topic} ${payload}`).not.toThrow();
  }
});

it('the clock ticks each second, after the messages of that second', () => {
  let clock = START - 1_000;
  let ticks = 0;
  for (const { topic, payload } of collector.messages) {
    const { at, online } = z.object({ at: z.string(), online: z.boolean().optional() }).parse(JSON.parse(payload.toString()));
    if (online !== undefined) continue;
    if (topic.includes('/clock/')) {
      expect(Date.parse(at)).toBe(clock + 1_000);
      clock += 1_000;
      ticks += 1;
    } else expect(Date.parse(at)).toBeLessThanOrEqual(clock + 1_000);
  }
  expect(ticks).toBe(361);
});

it('each source counts without gaps and in order', () => {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const { payload } of collector.messages) {
    const message = z
      .object({ source: z.string().optional(), seq: z.number().optional(), eventId: z.string().optional() })
      .parse(JSON.parse(payload.toString()));
    if (message.source === undefined || message.seq === undefined || seen.has(message.eventId ?? '')) continue;
    seen.add(message.eventId ?? '');
    expect(message.seq).toBe(counts.get(message.source) ?? 0);
    counts.set(message.source, message.seq + 1);
  }
  expect(counts.size).toBeGreaterThan(3);
});

it('a breaker trip is published with its reclose and lockout', () => {
  const causes = collector.messages.filter(({ topic }) => topic.includes('/switch/')).map(({ payload }) => JSON.parse(payload.toString()));
  expect(causes.slice(0, 3).map(({ position, cause }) => `${position} ${cause}`)).toEqual(['open trip', 'closed reclose', 'open lockout']);
});

it('the truth file holds the fault and a state every ten seconds', () => {
  const lines = readFileSync(join(folder, 'truth.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.filter((line) => line.type === 'state')).toHaveLength(36);
  const fault = lines.find((line) => line.type === 'fault');
  expect(Object.keys(fault)).toEqual(['at', 'type', 'id', 'device', 'location', 'kind', 'servicePoints', 'customers']);
  expect(fault).toMatchObject({ kind: 'permanent', device: expect.stringMatching(/-cb$/) });
  expect(lines.at(-1)).toMatchObject({ type: 'state', customersOut: fault.customers });
});

it('each source says it is there, and leaves a last will with the broker', () => {
  const online = collector.messages.filter(({ topic }) => topic.includes('/source/'));
  expect(online.map(({ topic }) => topic.split('/')[4]).sort()).toEqual(
    ['ami', 'ami-ping', 'call-centre', 'crews', 'field-log', 'indicators', 'rtu-north', 'rtu-south', 'weather'].sort(),
  );
  expect(online.every(({ payload }) => JSON.parse(payload.toString()).online === true)).toBe(true);
});

it('a resumed run says exactly what the earlier one had not said yet', async () => {
  const other = await startCollector();
  await simulate({ ...common, scenario: 'feeder-trip', hours: 0.1, mqttUrl: other.url, resumeAt: START + 180_000 });
  await other.stop();
  const said = ({ messages }: Collector): string[] =>
    messages.filter(({ topic }) => !topic.includes('/source/')).map(({ topic, payload }) => `${topic} ${payload}`);
  const whole = said(collector);
  const rest = whole.slice(whole.findIndex((one) => one.includes('/clock/') && one.includes(new Date(START + 180_000).toISOString())));
  // Sources have connections of their own, so only the order of each of them is kept.
  expect(said(other).sort()).toEqual(rest.sort());
  expect(rest.length).toBeGreaterThan(180);
});

it('[A8] a ping is answered by truth', async () => {
  const other = await startCollector();
  let stop = false;
  const running = simulate({ ...common, scenario: 'feeder-trip', hours: 2, mqttUrl: other.url, stopped: () => stop });
  const answers = (): number => other.messages.filter(({ payload }) => payload.includes('ping-o')).length;
  await expect
    .poll(
      () => {
        for (const house of [0, 1, 2, 3]) other.publish(`grid/v1/-/ping/f0-0-0-${house}`, JSON.stringify({ id: 'p', at: START }));
        return answers();
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  stop = true;
  await running;
  await other.stop();
});
