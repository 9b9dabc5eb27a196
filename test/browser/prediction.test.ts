/** What trouble calls alone make known: a prediction appears, its reason is read, it is confirmed by keyboard, and the timeline tells it. */

import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../server/domain/network/network.ts';
import type { OutageDetail, OutageRecord } from '../../shared/records/outage.ts';
import { buildPages } from '../support/builtPages.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { type Field, openField } from '../support/field.ts';
import { type RunningServer, startServer, until } from '../support/startServer.ts';
import { loadTown } from '../support/town.ts';
import { LOOKS, type Look, openStaffPage, type StaffPage, violations } from './support/staffPage.ts';

const CALLS = 3;
const TRANSFORMER = 2;

const words = {
  en: {
    title: 'Why this device',
    calls: '3 trouble calls',
    alternatives: 'Alternatives',
    upstream: 'Why not higher',
    confirmed: 'Confirmed',
  },
  'zh-CN': { title: '为何是此设备', calls: '3 个报修来电', alternatives: '备选', upstream: '为何不更高', confirmed: '已确认' },
} as const;

let server: RunningServer;
let browser: Browser;
let field: Field;
let network: Network;
let shown: StaffPage | null = null;

if (chromiumPath === null) console.error('skipped: predictions in a browser, because no Chromium was found (set RELIGHT_CHROMIUM)');

/** Service points below each transformer that has enough of them to be judged by calls, transformers in the order of the network. */
function neighbourhoods(): readonly (readonly [transformer: string, points: readonly string[]])[] {
  const { branches, pointsAtNode, servicePoints } = network;
  return branches.ids.flatMap((id, branch) => {
    const node = branches.to[branch] ?? -1;
    if (branches.kind[branch] !== TRANSFORMER) return [];
    const at = pointsAtNode.servicePoint.subarray(pointsAtNode.start[node], pointsAtNode.start[node + 1]);
    return at.length >= 6 && at.length <= 12 ? [[id, Array.from(at, (point) => servicePoints.ids[point] ?? '')] as const] : [];
  });
}

async function callFrom(points: readonly string[]): Promise<void> {
  for (const servicePoint of points.slice(0, CALLS))
    await field.say(`grid/v1/-/call/call-${servicePoint}`, {
      at: new Date().toISOString(),
      kind: 'no-power',
      servicePoint,
      channel: 'phone',
    });
}

const predictedAt = (device: string): Promise<OutageRecord> =>
  until(`the prediction at ${device}`, async () => {
    const { items } = await server.get<{ items: OutageRecord[] }>('/api/v1/outages?state=open');
    return items.find((outage) => outage.device.id === device);
  });

describe.skipIf(chromiumPath === null)('a prediction', () => {
  beforeAll(async () => {
    buildPages();
    network = await loadTown();
    server = await startServer({ env: { RELIGHT_DEMO: 'on' } });
    [browser, field] = await Promise.all([launchChromium(), openField(server.mqtt)]);
  }, 90_000);
  afterAll(async () => {
    await shown?.context.close();
    await field?.stop();
    await browser?.close();
    await server?.stop();
  });

  const looks: readonly (readonly [place: number, look: Look])[] = [
    [0, LOOKS[0] ?? { theme: 'light', language: 'en' }],
    [1, LOOKS[3] ?? { theme: 'dark', language: 'zh-CN' }],
  ];
  it.each(looks)(
    '[P15] [K4] number %i appears, is explained, confirmed by keyboard and told, in %o',
    { timeout: 60_000 },
    async (place, look) => {
      const [device, points] = neighbourhoods()[place] ?? ['', []];
      const word = words[look.language];
      await shown?.context.close();
      shown = await openStaffPage({ browser, http: server.http, user: 'dispatcher', look });
      const { page } = shown;
      page.setDefaultTimeout(12_000);
      await page.goto('/outages');
      await page.locator('.shell[data-revision]').waitFor();

      await callFrom(points);
      const outage = await predictedAt(device);
      expect(outage).toMatchObject({ state: 'predicted', origin: 'calls', customersOut: 0 });
      const detail = await server.get<OutageDetail>(`/api/v1/outages/${encodeURIComponent(outage.id)}`);
      expect(detail.evidenceItems.map(({ object }) => object).sort()).toEqual(points.slice(0, CALLS).toSorted());
      expect(detail.evidenceItems.every(({ lon, lat }) => lon !== null && lat !== null)).toBe(true);
      const row = page.locator(`.table-row[data-id="${outage.id}"]`);
      await row.waitFor();
      // Down the list until it is the one selected; no pointer.
      for (let press = 0; press < 5 && (await row.getAttribute('aria-selected')) !== 'true'; press += 1) {
        await page.keyboard.press('j');
        await page.locator('.table-row[aria-selected="true"]').waitFor();
      }
      const why = page.locator('.detail-part', { hasText: word.title }).first();
      await why.waitFor();
      const reasons = await why.innerText();
      for (const part of [word.calls, word.alternatives, word.upstream]) expect(reasons).toContain(part);
      expect(await why.locator('.alternatives li').count()).toBeGreaterThan(0);
      expect(await violations(page)).toEqual([]);

      await page.keyboard.press('Shift+C');
      await page.locator('.detail .timeline li', { hasText: word.confirmed }).first().waitFor();
      const told = await page.locator('.detail .timeline li', { hasText: word.confirmed }).first().innerText();
      expect(told).toContain('Lucía');
      const after = await server.get<OutageDetail>(`/api/v1/outages/${encodeURIComponent(outage.id)}`);
      expect(after.state).toBe('confirmed');
      expect(after.customersOut).toBe(outage.customersPredicted);
      await expect.poll(() => row.innerText()).toContain(word.confirmed);
      expect(await violations(page)).toEqual([]);
      expect(shown.errors).toEqual([]);
    },
  );
});
