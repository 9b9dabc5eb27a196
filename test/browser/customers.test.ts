/** A caller in a real browser, from the first letter to the spoken sentence by keyboard; then the call, a complaint, and no name in the address. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../support/builtPages.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { type RunningServer, startServer } from '../support/startServer.ts';
import { loadTown } from '../support/town.ts';
import { LOOKS, type Look, openStaffPage, type StaffPage, violations } from './support/staffPage.ts';

const words = {
  en: {
    search: 'Name, account',
    taken: 'Taken',
    sentence: 'There are reports near you',
    calls: 'Calls',
    waiting: 'Waiting',
    complaint: 'Open a complaint',
  },
  'zh-CN': { search: '姓名', taken: '已登记', sentence: '您附近已有报修', calls: '报修', waiting: '等待', complaint: '登记投诉' },
} as const;

let server: RunningServer;
let browser: Browser;
let folder: string;
let shown: StaffPage | null = null;

if (chromiumPath === null) console.error('skipped: the service desk in a browser, because no Chromium was found (set RELIGHT_CHROMIUM)');

describe.skipIf(chromiumPath === null)('a caller', () => {
  beforeAll(async () => {
    buildPages();
    folder = await mkdtemp(join(tmpdir(), 'relight-desk-'));
    const { servicePoints } = await loadTown();
    const people = [
      { id: 'c-1', account: '700100', name: 'María González', phone: '+999 200 000 001', servicePoint: servicePoints.ids[0] },
      { id: 'c-2', account: '700200', name: '王小明', phone: '+999 200 000 002', servicePoint: servicePoints.ids[400], locale: 'zh-CN' },
    ];
    const file = join(folder, 'people.jsonl');
    await writeFile(file, people.map((row) => JSON.stringify(row)).join('\n'));
    server = await startServer({ env: { RELIGHT_CUSTOMERS: file, RELIGHT_DEMO: 'on' } });
    browser = await launchChromium();
  }, 90_000);
  afterAll(async () => {
    await shown?.context.close();
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const callers: readonly (readonly [typed: string, name: string, look: Look])[] = [
    ['gonsalez', 'María González', LOOKS[0] ?? { theme: 'light', language: 'en' }],
    ['wxm', '王小明', LOOKS[3] ?? { theme: 'dark', language: 'zh-CN' }],
  ];

  it.each(callers)(
    '[C3] [C6] [K4] typing "%s" leads to %s, a taken call and the sentence in three steps, in %o',
    { timeout: 60_000 },
    async (typed, name, look) => {
      const word = words[look.language];
      await shown?.context.close();
      shown = await openStaffPage({ browser, http: server.http, user: 'service', look });
      const { page } = shown;
      page.setDefaultTimeout(12_000);
      await page.goto('/customers');
      await page.locator('.shell[data-revision]').waitFor();
      const box = page.getByRole('combobox', { name: word.search });
      await box.waitFor();
      expect(await violations(page)).toEqual([]);

      // One box has the keys already: type, Enter for the first one found, Enter on the button that takes the call.
      await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.type(typed);
      await page.getByRole('option', { name }).waitFor();
      const began = Date.now();
      await page.keyboard.press('Enter');
      const answer = page.getByRole('article', { name });
      await answer.locator('.sentence p').waitFor();
      expect(Date.now() - began).toBeLessThan(3_000);
      await expect
        .poll(() => answer.locator('.take button[type="submit"]').evaluate((element) => element === document.activeElement))
        .toBe(true);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await answer.locator('.take [role="status"]', { hasText: word.taken }).waitFor();
      await answer.locator('.sentence p', { hasText: word.sentence }).waitFor();
      expect(await answer.locator('.sentence p').getAttribute('data-line')).toBe('5');

      expect(page.url()).not.toMatch(/gonsalez|wxm|Gonz|700/);
      await page.getByRole('button', { name: word.complaint }).click();
      await page.locator('.take textarea').fill('dark every week');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('.answer-history', { hasText: 'complaint:' }).waitFor();
      await page.goto('/customers?tab=complaints');
      await page.locator('.desk-table .link').first().click();
      await page.locator('.answer .take').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: word.calls, exact: true }).click();
      await page.locator('.desk-table td', { hasText: word.waiting }).first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(shown.errors).toEqual([]);
    },
  );

  it('[K12] a dispatcher reads no name, and the page asks for none', { timeout: 60_000 }, async () => {
    await shown?.context.close();
    shown = await openStaffPage({ browser, http: server.http, user: 'dispatcher' });
    const { page } = shown;
    await page.goto('/customers');
    await page.getByRole('combobox').fill('gonzalez');
    await page.getByRole('option').first().click();
    await page.getByRole('article').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/González|200 000/);
    expect(await page.locator('main').innerText()).toContain('M••• G•••');
  });
});
