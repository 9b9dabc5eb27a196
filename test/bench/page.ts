/** Measures the demo city as people meet it: first load, a trip until it is on screen under load, and the memory of the server. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { chromiumPath, demoCookie, launchChromium } from '../support/chromium.ts';
import { openField } from '../support/field.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { openViewer } from '../support/viewer.ts';
import type { Figure } from './journal.ts';
import { shownRevisions, watchFirstPaint, watchRevisions } from './pageProbes.ts';

const COLD_LOADS = 3;
const RATE = 200;
const LOAD_S = 45;
const PROBES = 30;
const PROBE_EVERY_MS = 1_000;
const SETTLE_MS = 5_000;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;

/** Resident memory of a process in MB, now and at most; Linux only. */
function memoryOf(child: ChildProcess): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const read = (name: string): number => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: read('VmRSS'), most: read('VmHWM') };
}

async function freshContext(browser: Browser, http: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies([await demoCookie({ http, user: 'dispatcher' })]);
  return context;
}

type FirstLoad = { readonly paintMs: number; readonly contentMs: number; readonly bytes: number; readonly requests: number };

/** Nothing cached: until map, list and figures are painted; bytes as they came over the wire, the feed included. */
async function firstLoad(browser: Browser, http: string): Promise<FirstLoad> {
  const context = await freshContext(browser, http);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    bytes += Buffer.byteLength(response.payloadData);
  });
  await session.send('Network.enable');
  await page.addInitScript(watchFirstPaint);
  await page.goto(`${http}/map`, { waitUntil: 'commit' });
  const painted = await page.waitForFunction(() => document.documentElement.dataset.usefulPaintMs, null, { timeout: 60_000 });
  const paintMs = Number(await painted.jsonValue());
  const contentMs = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
  await wait(1_000);
  await context.close();
  return { paintMs, contentMs, bytes, requests };
}

/** Milliseconds from the publish of a trip until it is painted; another breaker each time, because one that flutters is set aside. */
async function tripTimes(server: RunningServer, page: Page): Promise<{ readonly times: number[]; readonly skipped: number }> {
  const viewer = openViewer(server.http);
  const field = await openField(server.mqtt);
  await until('the first picture', () => viewer.deltas.length > 0);
  const isOutage = (record: unknown): record is OutageRecord => typeof record === 'object' && record !== null && 'startUncertain' in record;
  const under = (breaker: string): OutageRecord | undefined =>
    [...viewer.records.values()].filter(isOutage).find(({ device, state }) => device.id === breaker && state === 'confirmed');
  const targets: { readonly sentAt: number; readonly revision: number }[] = [];
  let skipped = 0;
  for (let n = 1; targets.length < PROBES && skipped < PROBES; n += 1) {
    const breaker = `cb-${n}`;
    const say = (position: string, cause: string, seq: number): Promise<void> =>
      field.say(`grid/v1/-/switch/${breaker}`, { at: new Date().toISOString(), position, cause, source: `bench-${n}`, seq });
    // The load may have opened it, or the breaker before it.
    const free = under(breaker) === undefined;
    const sentAt = Date.now();
    if (free) await say('open', 'trip', 1);
    const seen = free ? await until('the outage', () => under(breaker), 5_000).catch(() => null) : null;
    if (seen) targets.push({ sentAt, revision: seen.revision });
    else skipped += 1;
    await wait(PROBE_EVERY_MS / 2);
    await say('closed', 'command', 2);
    await wait(PROBE_EVERY_MS / 2);
  }
  const shown = await page.evaluate(shownRevisions);
  viewer.stop();
  await field.stop();
  const times = targets.map(({ sentAt, revision }) => {
    const first = shown.find((each) => each.revision >= revision);
    return first ? first.paintedAt - sentAt : Number.POSITIVE_INFINITY;
  });
  return { times, skipped };
}

function startLoad(server: RunningServer): ChildProcess {
  const cli = join(repositoryRoot, 'dist/server/cli.js');
  const args = ['load', '--rate', RATE, '--duration', LOAD_S, '--network', 'city', '--mqtt-url', server.mqtt].map(String);
  return spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, RELIGHT_DATA_DIR: server.folder, RELIGHT_CACHE_DIR: join(repositoryRoot, 'data/cache') },
  });
}

export async function benchPage(print: (figure: Figure) => void): Promise<void> {
  if (chromiumPath === null) return void console.error('skipped: the page bench, because no Chromium was found (set RELIGHT_CHROMIUM)');
  const say = (figure: string, value: number, unit: string, detail: Figure['detail'] = {}): void =>
    print({ bench: 'page', figure, value: Number(value.toPrecision(4)), unit, detail });
  const server = await startServer({ env: { RELIGHT_NETWORK: 'city', RELIGHT_DEMO: 'on' } });
  const browser = await launchChromium();
  let load: ChildProcess | null = null;
  try {
    const idle = memoryOf(server.child);
    const loads: FirstLoad[] = [];
    for (let n = 0; n < COLD_LOADS; n += 1) loads.push(await firstLoad(browser, server.http));
    const paints = loads.map(({ paintMs }) => Math.round(paintMs));
    const contents = loads.map(({ contentMs }) => Math.round(contentMs));
    say('first-load', quantile(paints, 0.5), 'ms', { paints, firstContentfulPaint: contents, cache: 'cold', limit: 3_000 });
    say('first-load-bytes', (loads[0]?.bytes ?? Number.NaN) / 1_000_000, 'MB', { requests: loads[0]?.requests, limit: 3 });

    const context = await freshContext(browser, server.http);
    const page = await context.newPage();
    await page.addInitScript(watchRevisions);
    await page.goto(`${server.http}/map`);
    await page.waitForSelector('.map-canvas');
    load = startLoad(server);
    await wait(SETTLE_MS);
    const { times, skipped } = await tripTimes(server, page);
    const { messages } = await server.get<{ messages: Readonly<Record<string, number>> }>('/api/v1/summary');
    say('trip-to-browser-p95', quantile(times, 0.95), 'ms', {
      rate: RATE,
      probes: times.length,
      skipped,
      p50: quantile(times, 0.5),
      max: Math.max(...times),
      messages,
      limit: 250,
    });
    const busy = memoryOf(server.child);
    say('server-memory', busy.now, 'MB', { afterStart: idle.now, most: busy.most, limit: 700 });
  } finally {
    load?.kill('SIGTERM');
    await browser.close();
    await server.stop();
  }
}
