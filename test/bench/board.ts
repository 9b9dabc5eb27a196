/** Measures the repairs board with 500 jobs at once: a change until it is painted, and frames while scrolling and dragging. */

import type { Page } from 'playwright';
import type { JobRecord } from '../../shared/records/job.ts';
import { chromiumPath, demoCookie, launchChromium } from '../support/chromium.ts';
import { openField } from '../support/field.ts';
import { type RunningServer, startServer } from '../support/startServer.ts';
import { cardChange, frameShare, watchFrames } from './boardProbes.ts';
import type { Figure } from './journal.ts';

const JOBS = 500;
const CREWS = 60;
const PROBES = 40;
const EVERY_MS = 250;
/** Changes a second beside the probes. */
const BACKGROUND = 10;
const MOVING_S = 10;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;

let commands = 0;

async function command(server: RunningServer, wish: object): Promise<void> {
  commands += 1;
  const { status, body } = await server.post('/api/v1/commands', { id: `bench-${commands}`, ...wish });
  if (status >= 300) throw new Error(JSON.stringify(body));
}

/** Jobs by hand at places of their own, a third of them with a crew. */
async function fill(server: RunningServer): Promise<readonly string[]> {
  const field = await openField(server.mqtt);
  for (let crew = 0; crew < CREWS; crew++) {
    const place = { lat: -34.88 - crew / 2_000, lon: -56.15 - crew / 2_000 };
    await field.say(`grid/v1/-/crew/crew-${crew}`, { at: new Date().toISOString(), status: 'available', ...place });
  }
  for (let n = 0; n < JOBS; n++) {
    const place = { lat: -34.86 - (n % 25) / 500, lon: -56.1 - Math.floor(n / 25) / 250 };
    await command(server, { type: 'job.create', title: `Bench job ${n}`, reason: 'measured', ...place });
  }
  await field.stop();
  const items: JobRecord[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: JobRecord[]; next: string | null } = await server.get(
      `/api/v1/jobs?limit=1000${cursor ? `&cursor=${cursor}` : ''}`,
    );
    items.push(...page.items);
    cursor = page.next;
  }
  let crew = 0;
  for (const { id } of items.filter((_, index) => index % 3 === 0).slice(0, CREWS * 2)) {
    await command(server, { type: 'job.assign', job: id, crew: `crew-${crew++ % CREWS}`, reason: 'measured' });
  }
  return items.map(({ id }) => id);
}

/** Until stopped, changes random jobs at a steady rate. */
function keepChanging(server: RunningServer, jobs: readonly string[]): () => void {
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    const job = jobs[(turn * 37) % jobs.length];
    void command(server, { type: 'job.adjustPriority', job, points: (turn * 53) % 400, reason: 'measured' }).catch(() => {});
  }, 1_000 / BACKGROUND);
  return () => clearInterval(timer);
}

async function updateTimes(server: RunningServer, page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let probe = 0; probe < PROBES; probe++) {
    const ids = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.job-card')].map((card) => card.dataset.id ?? ''));
    const id = ids[(probe * 7) % ids.length];
    if (id === undefined) continue;
    const seen = page.evaluate(cardChange, id);
    const sentAt = Date.now();
    await command(server, { type: 'job.adjustPriority', job: id, points: 400 + probe, reason: 'measured' });
    times.push(((await seen) ?? Number.POSITIVE_INFINITY) - sentAt);
    await wait(EVERY_MS);
  }
  return times;
}

/** Wheels down and up through the board, as fast as a hurried person. */
async function scroll(page: Page): Promise<void> {
  const box = await page.locator('.board-scroll').boundingBox();
  if (!box) throw new Error('the board has no box');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const end = Date.now() + MOVING_S * 1_000;
  for (let turn = 0; Date.now() < end; turn++) {
    await page.mouse.wheel(0, turn % 60 < 30 ? 240 : -240);
    await wait(16);
  }
}

/** Takes a card and carries it over all columns and to both edges, where the board scrolls by itself. */
async function drag(page: Page): Promise<void> {
  const box = await page.locator('.board-scroll').boundingBox();
  const card = await page.locator('.job-card').nth(2).boundingBox();
  if (!box || !card) throw new Error('there is no card to drag');
  await page.mouse.move(card.x + 40, card.y + 60);
  await page.mouse.down();
  const end = Date.now() + MOVING_S * 1_000;
  for (let turn = 0; Date.now() < end; turn++) {
    const angle = turn / 40;
    await page.mouse.move(box.x + box.width * (0.5 + 0.45 * Math.sin(angle)), box.y + box.height * (0.5 + 0.48 * Math.sin(angle * 0.7)));
    await wait(12);
  }
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

export async function benchBoard(print: (figure: Figure) => void): Promise<void> {
  if (chromiumPath === null) return void console.error('skipped: the board bench, because no Chromium was found (set RELIGHT_CHROMIUM)');
  const say = (figure: string, value: number, unit: string, detail: Figure['detail'] = {}): void =>
    print({ bench: 'board', figure, value: Number(value.toPrecision(4)), unit, detail });
  const server = await startServer({ env: { RELIGHT_NETWORK: 'town', RELIGHT_DEMO: 'on' } });
  const browser = await launchChromium();
  let stop = () => {};
  try {
    const jobs = await fill(server);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies([await demoCookie({ http: server.http, user: 'supervisor' })]);
    const page = await context.newPage();
    const openedAt = Date.now();
    await page.goto(`${server.http}/repairs`);
    await page.locator('.job-card').nth(5).waitFor();
    say('open', Date.now() - openedAt, 'ms', { jobs: jobs.length, limit: 1_000 });

    stop = keepChanging(server, jobs);
    // The pointer rests outside: a list under the pointer keeps its order (rule L1).
    await page.mouse.move(30, 600);
    const times = await updateTimes(server, page);
    const changes = { jobs: jobs.length, crews: CREWS, changesPerSecond: BACKGROUND, probes: times.length };
    say('update-to-screen-p95', quantile(times, 0.95), 'ms', {
      ...changes,
      p50: quantile(times, 0.5),
      max: Math.max(...times),
      limit: 1_000,
    });

    for (const [name, act] of [
      ['scrolling', scroll],
      ['dragging', drag],
    ] as const) {
      await page.evaluate(watchFrames);
      await act(page);
      const { share, frames, longest, seconds } = await page.evaluate(frameShare);
      say(`frames-over-50-ms-${name}`, share * 100, '% of time', { frames, longestMs: Math.round(longest), seconds, ...changes, limit: 1 });
    }
  } finally {
    stop();
    await browser.close();
    await server.stop();
  }
}
