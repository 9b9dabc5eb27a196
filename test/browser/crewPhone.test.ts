/** A repair from a phone, part of it without a line, seen on the supervisor's board; real browsers, a real server. */

import { deflateSync } from 'node:zlib';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobRecord } from '../../shared/records/job.ts';
import { buildPages } from '../support/builtPages.ts';
import { chromiumPath, demoCookie, launchChromium } from '../support/chromium.ts';
import { type Field, openField } from '../support/field.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { openPhone, type Phone } from './support/phone.ts';
import { LOOKS, openStaffPage, violations } from './support/staffPage.ts';

/** [R15] photos are on the board this long after they were received. */
const PHOTO_SHOWN_MS = 5_000;

let server: RunningServer;
let browser: Browser;
let field: Field;
let phone: Phone | null = null;

const say = (breaker: string, position: string): Promise<void> =>
  field.say(`grid/v1/-/switch/${breaker}`, { at: new Date().toISOString(), position, cause: position === 'open' ? 'lockout' : 'command' });
const jobs = async (): Promise<readonly JobRecord[]> => (await server.get<{ items: JobRecord[] }>('/api/v1/jobs')).items;
const jobNow = async (id: string): Promise<JobRecord> => server.get(`/api/v1/jobs/${id}`);

async function command(wish: object): Promise<void> {
  const answer = await server.post('/api/v1/commands', { id: `test-${Math.random()}`, ...wish });
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
}

/** A trip, the job it makes, given to crew-1. */
async function jobAt(breaker: string): Promise<JobRecord> {
  await say(breaker, 'open');
  const job = await until(`a job at ${breaker}`, async () => (await jobs()).find(({ device }) => device?.id === breaker));
  await command({ type: 'job.assign', job: job.id, crew: 'crew-1' });
  return until('the order', async () => (await jobs()).find(({ id, status }) => id === job.id && status === 'dispatched'));
}

/** A picture of one colour, larger than the phone sends. */
function picture(shade: number): { name: string; mimeType: string; buffer: Buffer } {
  const [width, height] = [2000, 1200];
  const rows = Buffer.alloc(height * (width + 1), shade);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const chunk = (type: string, body: Buffer) => {
    const out = Buffer.alloc(body.length + 12);
    out.writeUInt32BE(body.length, 0);
    out.write(type, 4, 'latin1');
    body.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const buffer = Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
  return { name: `pole-${shade}.png`, mimeType: 'image/png', buffer };
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** Whether the phone has put the job on its shelf. */
function keptOnPhone(id: string): Promise<boolean> {
  return new Promise((done) => {
    indexedDB.open('relight-crew').onsuccess = ({ target }) => {
      if (!(target instanceof IDBOpenDBRequest)) return done(false);
      const asked = target.result.transaction('kept').objectStore('kept').get('records');
      asked.onsuccess = () => {
        target.result.close();
        done(JSON.stringify(asked.result ?? null).includes(`"id":"${id}"`));
      };
    };
  });
}

const next = (name: string) => phone!.page.locator('.crew-next', { hasText: name });
const statusBecomes = (id: string, status: JobRecord['status']) =>
  until(`the status ${status}`, async () => ((await jobNow(id)).status === status ? true : null), 10_000);

if (chromiumPath === null) console.error('skipped: the phone page in a browser, because no Chromium was found (set RELIGHT_CHROMIUM)');

describe.skipIf(chromiumPath === null)('a crew with nothing but a phone', () => {
  beforeAll(async () => {
    buildPages();
    server = await startServer({ env: { RELIGHT_DEMO: 'on' } });
    [browser, field] = await Promise.all([launchChromium(), openField(server.mqtt)]);
    await field.say('grid/v1/-/crew/crew-1', { at: new Date().toISOString(), status: 'available', lat: -34.9, lon: -56.16 });
    const { name, value } = await demoCookie({ http: server.http, user: 'crew' });
    await until('the crew', async () => (await server.get<{ items: unknown[] }>('/api/v1/crews')).items.length > 0);
    const joined = await fetch(`${server.http}/api/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `${name}=${value}`, origin: server.http },
      body: JSON.stringify({ id: 'join-1', type: 'crew.join', crew: 'crew-1' }),
    });
    expect(joined.status).toBe(200);
  }, 120_000);
  afterAll(async () => {
    await phone?.context.close();
    await field?.stop();
    await browser?.close();
    await server?.stop();
  });

  it('[R3] [R15] accepts, drives, arrives, takes three photos without a line, and finishes; the supervisor sees it all', async () => {
    const job = await jobAt('cb-1');
    phone = await openPhone({ browser, http: server.http, place: { lon: job.lon ?? 0, lat: job.lat ?? 0 } });
    const { page, context } = phone;
    await page.locator('.crew-job h2', { hasText: job.title }).waitFor();
    await next('Accept').click();
    await until('the acknowledgement', async () => (await jobNow(job.id)).acknowledgedAt);
    await next('Drive').click();
    await statusBecomes(job.id, 'en-route');
    await next('On site').click();
    await statusBecomes(job.id, 'arrived');

    await context.setOffline(true);
    const before = Date.now();
    const camera = page.locator('.crew-camera input');
    for (const [index, shade] of [40, 120, 200].entries()) {
      await camera.setInputFiles(picture(shade));
      await page.locator('.crew-count', { hasText: `${index + 1} waiting` }).waitFor();
    }
    await next('Look for the damage').click();
    await next('Begin the repair').click();
    await page.locator('.crew-count', { hasText: '5 waiting' }).waitFor();
    await page.locator('.crew-line', { hasText: 'No connection' }).waitFor();
    expect((await jobNow(job.id)).photos).toEqual([]);
    const offlineUntil = Date.now();

    await context.setOffline(false);
    await page.locator('.crew-count', { hasText: 'All sent' }).waitFor({ timeout: 20_000 });
    await page.locator('summary', { hasText: 'Cause and material' }).click();
    await page.locator('.crew-part select').selectOption('tree');
    await page.locator('.crew-materials button[aria-label="More: Fuse"]').click();
    await page.locator('button', { hasText: 'Keep cause and material' }).click();
    await say('cb-1', 'closed');
    await until(
      'supply is back',
      async () => ['restored', 'verifying', 'closed'].includes((await jobNow(job.id)).status) || (await next('Repaired').isVisible()),
    );
    if (await next('Repaired').isVisible()) await next('Repaired').click();
    await until('the end', async () => ['restored', 'verifying', 'closed'].includes((await jobNow(job.id)).status), 15_000);

    const done = await jobNow(job.id);
    expect(done.photos).toHaveLength(3);
    expect(done.cause).toBe('tree');
    for (const photo of done.photos) {
      expect(Math.max(photo.width, photo.height)).toBeLessThanOrEqual(1600);
      expect(Date.parse(photo.takenAt)).toBeGreaterThanOrEqual(before - 2_000);
      expect(Date.parse(photo.takenAt)).toBeLessThanOrEqual(offlineUntil + 2_000);
      expect(photo.lon).toBeCloseTo(job.lon ?? 0, 4);
    }
    const repairing = done.steps.find(({ status }) => status === 'repairing');
    expect(Date.parse(repairing?.at ?? '')).toBeLessThanOrEqual(offlineUntil + 2_000);
    expect(done.steps.map(({ status }) => status)).toEqual(expect.arrayContaining(['en-route', 'arrived', 'assessing', 'repairing']));

    const supervisor = await openStaffPage({ browser, http: server.http, user: 'supervisor' });
    await supervisor.page.goto(`/repairs?sel=job/${encodeURIComponent(job.id)}`);
    await supervisor.page.locator('.job-detail .photos img').nth(2).waitFor({ timeout: PHOTO_SHOWN_MS });
    const photos = await supervisor.page.locator('.job-detail .photos').innerText();
    expect(photos).toContain((job.lat ?? 0).toFixed(5));
    await until('the pictures', () =>
      supervisor.page
        .locator('.job-detail .photos img')
        .evaluateAll((all) => all.every((each) => each instanceof HTMLImageElement && each.naturalWidth > 0)),
    );
    expect(await supervisor.page.locator('.job-detail .timeline').innerText()).toContain('Repairing');
    expect(supervisor.errors).toEqual([]);
    await supervisor.context.close();
    expect(phone.errors).toEqual([]);
  });

  it('[R3] opens in airplane mode after a reload with everything that waits, also while the server is gone', async () => {
    const job = await jobAt('cb-2');
    const page = phone!.page;
    await page.locator('.crew-job h2', { hasText: job.title }).waitFor();
    await page.waitForFunction(async () => (await (await caches.open('relight-crew')).keys()).length > 3);
    await page.waitForFunction(keptOnPhone, job.id);
    await server.kill('SIGKILL');
    await next('Accept').click();
    await page.locator('summary', { hasText: 'Notes' }).click();
    await page.locator('.crew-part textarea').fill('pole leans');
    await page.locator('button', { hasText: 'Keep the note' }).click();
    await page.locator('.crew-count', { hasText: '2 waiting' }).waitFor();
    await page.reload();
    await page.locator('.crew-job h2', { hasText: job.title }).waitFor();
    await page.locator('.crew-count', { hasText: '2 waiting' }).waitFor();
    await next('Drive').waitFor();
    server = await server.restart();
    field = await openField(server.mqtt);
    await page.locator('.crew-count', { hasText: 'All sent' }).waitFor({ timeout: 30_000 });
    const { notes, acknowledgedAt } = await jobNow(job.id);
    expect(notes.map(({ text }) => text)).toEqual(['pole leans']);
    expect(acknowledgedAt).not.toBeNull();
  });

  it('[R13] a second device that missed a change sees both versions; nothing is overwritten', async () => {
    const job = (await jobs()).find(({ device }) => device?.id === 'cb-2');
    if (!job) throw new Error('the job is still there');
    const page = phone!.page;
    await page.locator('.crew-line', { hasText: 'Connected' }).waitFor({ timeout: 20_000 });
    await phone!.context.setOffline(true);
    await next('Drive').click();
    await page.locator('.crew-count', { hasText: '1 waiting' }).waitFor();
    await command({ type: 'job.setStatus', job: job.id, status: 'suspended', reason: 'road closed' });
    await phone!.context.setOffline(false);
    const conflict = page.locator('.crew-conflict');
    await conflict.waitFor({ timeout: 20_000 });
    expect(await conflict.innerText()).toContain('En route');
    // The server's version follows the record, which comes with the feed a moment later.
    await until('both versions', async () => /Suspended|no longer yours/.test(await conflict.innerText()), 20_000);
    expect((await jobNow(job.id)).status).toBe('suspended');
    await conflict.locator('button', { hasText: 'Keep the server' }).click();
    await conflict.waitFor({ state: 'detached' });
  });

  it.each(LOOKS)('[V9] has no accessibility violation and no small target in $theme, $language', async (look) => {
    const place = { lon: -56.16, lat: -34.9 };
    const job = (await jobs()).some(({ crew, status }) => crew === 'crew-1' && status === 'dispatched')
      ? null
      : await jobAt(`cb-${3 + LOOKS.indexOf(look)}`);
    const other = await openPhone({ browser, http: server.http, place, look });
    await other.page.locator('.crew-job').waitFor();
    for (const summary of await other.page.locator('summary').all()) await summary.click();
    const found = await violations(other.page);
    await other.page.locator('.crew-small').click();
    await other.page.locator('.crew-menu button').first().click();
    found.push(...(await violations(other.page)).map((each) => `sun ${each}`));
    const small = await other.page.evaluate(() =>
      [...document.querySelectorAll('.crew-page button, .crew-page a, .crew-page select, .crew-page summary, .crew-page input')]
        .map((each) => ({ box: each.getBoundingClientRect(), words: each.textContent ?? '' }))
        .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 44))
        .map(({ words, box }) => `${words} ${box.width}x${box.height}`),
    );
    await other.context.close();
    expect(job === null || job.status === 'dispatched').toBe(true);
    expect([...found, ...small]).toEqual([]);
  });
});
