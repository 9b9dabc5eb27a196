/** Notices, planned outages and key customers in a browser, by keyboard, in both languages. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../server/domain/network/network.ts';
import type { KeyCustomerRecord } from '../../shared/records/keyCustomer.ts';
import type { NotificationRecord } from '../../shared/records/notification.ts';
import type { PlannedRecord } from '../../shared/records/planned.ts';
import { buildPages } from '../support/builtPages.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { type Field, openField } from '../support/field.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { loadTown } from '../support/town.ts';
import { LOOKS, type Look, openStaffPage, type StaffPage, violations } from './support/staffPage.ts';

const words = {
  en: {
    fault: 'Fault',
    delivered: 'Delivered',
    submit: 'Submit a plan',
    devices: 'Devices to open',
    work: 'What is done',
    from: 'Start (local',
    until: 'End (local',
    take: 'Take the plan on',
    taken: 'Taken on',
    submitted: 'Submitted',
  },
  'zh-CN': {
    fault: '故障停电',
    delivered: '已送达',
    submit: '提交计划',
    devices: '断开的设备',
    work: '工作内容',
    from: '开始（',
    until: '结束（',
    take: '接手预案',
    taken: '已接手',
    submitted: '已提交',
  },
} as const;

let server: RunningServer;
let browser: Browser;
let field: Field;
let network: Network;
let folder: string;
let heads: readonly string[];
let shown: StaffPage | null = null;

if (chromiumPath === null) console.error('skipped: notices in a browser, because no Chromium was found (set RELIGHT_CHROMIUM)');

/** Everybody of the town, one customer each; the first of every feeder is on life support. */
function register(): string {
  const seen = new Set<number>();
  const { ids, feeder } = network.servicePoints;
  return ids
    .map((servicePoint, point) => {
      const first = !seen.has(feeder[point]!);
      seen.add(feeder[point]!);
      const key = first ? { reason: 'clinic', manager: 'ana', backupMinutes: 90, plan: 'call the ward' } : null;
      const person = { id: `c${point}`, account: `a${point}`, name: `Person ${point}`, phone: `+5989${1_000_000 + point}`, email: null };
      const lifeSupport = first ? { attestedAt: '2020-01-01T00:00:00Z' } : null;
      return JSON.stringify({ ...person, locale: 'en', servicePoint, class: 'residential', key, lifeSupport, yearlyKwh: 1000 });
    })
    .join('\n');
}

describe.skipIf(chromiumPath === null)('telling people', () => {
  beforeAll(async () => {
    buildPages();
    network = await loadTown();
    heads = network.feeders.map(({ head }) => network.branches.ids[head] ?? '').filter(Boolean);
    folder = await mkdtemp(join(tmpdir(), 'relight-notices-'));
    const customers = join(folder, 'customers.jsonl');
    await writeFile(customers, register());
    server = await startServer({ env: { RELIGHT_DEMO: 'on', RELIGHT_CUSTOMERS: customers } });
    [browser, field] = await Promise.all([launchChromium(), openField(server.mqtt)]);
  }, 90_000);
  afterAll(async () => {
    await shown?.context.close();
    await field?.stop();
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const looks: readonly (readonly [place: number, look: Look])[] = [
    [0, LOOKS[0] ?? { theme: 'light', language: 'en' }],
    [1, LOOKS[3] ?? { theme: 'dark', language: 'zh-CN' }],
  ];
  it.each(looks)('[M5, L1, K5] number %i is told, planned and looked after, in %o', { timeout: 90_000 }, async (place, look) => {
    const word = words[look.language];
    const head = heads[place] ?? '';
    await field.say(`grid/v1/-/switch/${head}`, { at: new Date().toISOString(), position: 'open', cause: 'lockout' });
    const notice = await until('the notice', async () => {
      const { items } = await server.get<{ items: NotificationRecord[] }>('/api/v1/notifications?limit=1000');
      return items.find(
        ({ kind, ledger }, i) => kind === 'fault' && ledger.delivered + ledger.manualPending > 0 && i >= 0 && items.length > place,
      );
    });
    expect(Object.values(notice.ledger).reduce((sum, count) => sum + count, 0)).toBe(notice.affected);

    await shown?.context.close();
    shown = await openStaffPage({ browser, http: server.http, user: 'supervisor', look });
    const { page } = shown;
    page.setDefaultTimeout(15_000);
    await page.goto('/notifications');
    await page.locator('.shell[data-revision]').waitFor();
    await page.locator('.table-row').first().waitFor();
    await page.keyboard.press('j');
    const card = page.locator('.split > .detail');
    await card.waitFor();
    const told = await card.innerText();
    expect(told).toContain(word.fault);
    expect(told).toContain(word.delivered);
    expect(await violations(page)).toEqual([]);

    await page.goto('/planned');
    await page.getByRole('button', { name: word.submit }).first().press('Enter');
    await page.getByLabel(word.devices).fill(heads[place + 2] ?? '');
    await page.getByLabel(word.from).fill('2031-05-05T09:00');
    await page.getByLabel(word.until).fill('2031-05-05T11:00');
    await page.getByLabel(word.work).fill(`work ${place}`);
    expect(await violations(page)).toEqual([]);
    await page.getByLabel(word.work).press('Enter');
    await page.locator('.table-row', { hasText: `work ${place}` }).waitFor();
    expect(await page.locator('.table-row', { hasText: `work ${place}` }).innerText()).toContain(word.submitted);
    const { items: plans } = await server.get<{ items: PlannedRecord[] }>('/api/v1/planned-outages');
    const plan = plans.find(({ work }) => work === `work ${place}`)!;
    expect(plan.customers).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await page.locator('.table-row', { hasText: `work ${place}` }).click();
    await card.waitFor();
    expect(await violations(page)).toEqual([]);

    await page.goto('/key-customers');
    await page.locator('.table-row').first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('button', { name: word.take }).press('Enter');
    await page.locator('form').getByRole('button', { name: word.take }).press('Enter');
    await expect.poll(() => page.locator('.table-row[aria-selected="true"]').innerText()).toContain(word.taken);
    expect(await violations(page)).toEqual([]);
    const { items: keys } = await server.get<{ items: KeyCustomerRecord[] }>('/api/v1/key-customers?limit=1000');
    expect(keys.filter(({ plan: state }) => state === 'acknowledged').length).toBeGreaterThan(0);
    expect(shown.errors).toEqual([]);
  });
});
