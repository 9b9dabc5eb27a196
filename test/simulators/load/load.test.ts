/** A bounded load: as many messages as asked for, repeats known, the server's counts compared. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { load } from '../../../simulators/load/load.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { village } from '../support/village.ts';

const network = join(mkdtempSync(join(tmpdir(), 'relight-load-')), 'village.json');
writeFileSync(network, JSON.stringify(village()));

let collector: Collector;
let http: Server;
let url = '';
let lost = 0;

/** Counts what the broker heard as a server would, and forgets `lost` of it. */
function counts(): Record<string, number> {
  const seen = new Set<string>();
  let duplicates = 0;
  for (const { payload } of collector.messages) {
    const id = JSON.parse(payload.toString()).eventId;
    if (id !== undefined && seen.has(id)) duplicates += 1;
    else seen.add(id ?? `presence ${seen.size}`);
  }
  const received = collector.messages.length - Math.min(lost, collector.messages.length);
  return { received, accepted: received - duplicates, duplicates, rejected: 0 };
}

beforeEach(async () => {
  collector = await startCollector();
  http = createServer((_request, response) => response.end(JSON.stringify({ messages: counts() })));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  lost = 0;
});

afterEach(async () => {
  await collector.stop();
  await new Promise((resolve) => http.close(resolve));
});

const common = { network, rate: 2_000, durationS: 0.5, seed: 1, epoch: 'test', stopped: () => false };

it('[P4] sends what was asked for, and each repeat is counted as a duplicate', async () => {
  const result = await load({ ...common, mqttUrl: collector.url, http: { url, token: 'secret', patienceMs: 5_000 } });
  expect(result.sent).toBeGreaterThan(1_000);
  expect(collector.messages).toHaveLength(result.sent);
  expect(result.repeated).toBeGreaterThan(0);
  expect(result.account).toMatchObject({ received: result.sent, duplicates: result.repeated, rejected: 0, holds: true });
  expect(result.pubackMs.p99).toBeGreaterThanOrEqual(result.pubackMs.p50);
});

it('[A15] a message that is not counted breaks the identity', async () => {
  lost = 1;
  const result = await load({ ...common, rate: 100, mqttUrl: collector.url, http: { url, token: '', patienceMs: 200 } });
  expect(result.account?.holds).toBe(false);
});

it('leaves the network as it was: each trip is closed again, each gasp has its power-up', async () => {
  await load({ ...common, mqttUrl: collector.url, http: null });
  const last = new Map<string, string>();
  for (const { topic, payload } of collector.messages) {
    const { position, event } = JSON.parse(payload.toString());
    if (position ?? event) last.set(topic, position ?? event);
  }
  expect(new Set(last.values())).toEqual(new Set(['closed', 'power-up']));
});
