/** The map: what it draws adds up, what is dead looks dead, and what is under the pointer can be chosen. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import { drawnWhenNormal, LOOK, lookOfDevice, readMapNetwork } from '../../client/features/map/mapNetwork.ts';
import { createOutageLayer } from '../../client/features/map/outageLayer.ts';
import { readTokens } from '../../client/features/map/tokens.ts';
import type { View } from '../../client/features/map/view.ts';
import { createFakeFeed } from '../support/fakeFeed.ts';
import { deadBranches, townGeometryBytes, townOutage } from '../support/fakeTown.ts';
import { type Page, renderPage } from './support/renderPage.tsx';
import { frame, until } from './support/until.ts';

const NOW = Date.UTC(2026, 10, 21);
const network = readMapNetwork(townGeometryBytes());

function viewAt(zoom: number): View {
  const scale = 2 ** (zoom - 20);
  const [west, north, east, south] = network.lines.bounds;
  const shiftX = 600 - ((west + east) / 2) * scale;
  const shiftY = 450 - ((north + south) / 2) * scale;
  const box = [-shiftX / scale, -shiftY / scale, (1200 - shiftX) / scale, (900 - shiftY) / scale] as const;
  return { zoom, scale, shiftX, shiftY, width: 1200, height: 900, box };
}

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});
beforeAll(() => browserPage.viewport(1440, 900));

const canvas = (layer: string) => document.querySelector<HTMLCanvasElement>(`.map-canvas[data-layer="${layer}"]`);

describe('outages on the map', () => {
  const outages = Array.from({ length: 300 }, (_, number) => townOutage(number, NOW));
  const total = outages.reduce((sum, { customersOut }) => sum + customersOut, 0);

  it.each([11, 13, 15, 17])('add up to the list at zoom %i, each in one symbol', (zoom) => {
    const layer = createOutageLayer(network.origin, readTokens, () => String);
    layer.set(outages);
    const context = document.createElement('canvas').getContext('2d');
    if (!context) throw new Error('this browser draws');
    // The whole town is in view at each of these zooms when the canvas is large enough.
    const view = { ...viewAt(zoom), width: 40_000, height: 40_000, shiftX: 20_000, shiftY: 20_000 };
    layer.paint(context, view);
    expect(layer.placed().reduce((sum, { customers }) => sum + customers, 0)).toBe(total);
    expect(new Set(layer.placed().flatMap(({ ids }) => ids)).size).toBe(300);
  });
});

describe('looks', () => {
  const [dead] = deadBranches(0, 'outage:0', NOW);
  if (!dead) throw new Error('a street has branches');
  it.each([
    ['confirmed dead', {}, LOOK.dead],
    ['predicted', { predicted: true }, LOOK.predicted],
    ['planned', { planned: true }, LOOK.planned],
    ['partly supplied', { supply: 'partial' as const }, LOOK.partial],
    ['unknown', { supply: 'unknown' as const }, LOOK.unknown],
    ['stale', { supply: 'on' as const, stale: true }, LOOK.unknown],
    ['fed from another feeder', { supply: 'on' as const, fedBy: 'f-2' }, LOOK.backFed],
    ['only switched', { supply: 'on' as const }, LOOK.normal],
  ])('[L8] %s has its own', (_, parts, look) => expect(lookOfDevice({ ...dead, ...parts })).toBe(look));

  it('[V6] trunks are drawn from afar', () => expect(drawnWhenNormal(network, 0, 8)).toBe(true));
});

describe('the page', () => {
  it('draws a dead street in ink and the rest in the grey of lines', async () => {
    shown = await renderPage({ path: '/map' });
    const abnormal = await until(() => canvas('abnormal'));
    const dark = () => {
      const data = abnormal.getContext('2d')?.getImageData(0, 0, abnormal.width, abnormal.height).data ?? [];
      let count = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255 && (data[i] ?? 255) < 60) count++;
      return count;
    };
    await until(() => dark() > 300);
    shown.feed.change(
      {},
      deadBranches(0, 'outage:0', NOW).map(({ id }) => `device:${id}`),
    );
    await until(() => dark() === 0);
  });

  it('names what is under the pointer, and asks when there are several things', async () => {
    const feed = createFakeFeed({ outages: 1 });
    shown = await renderPage({ path: '/map?z=17&c=-34.88000,-56.19880', feed });
    await until(() => canvas('basemap'));
    await frame();
    const map = await until(() => document.querySelector<HTMLElement>('.map-box'));
    const { width, height } = map.getBoundingClientRect();
    await userEvent.hover(map, { position: { x: width / 2, y: height / 2 } });
    const card = await until(() => document.querySelector('.map-hover'));
    expect(card.textContent).toContain('breaker 0');
    await userEvent.click(map, { position: { x: width / 2, y: height / 2 } });
    const pick = await until(() => document.querySelector('.map-pick'));
    expect(pick.querySelectorAll('li').length).toBeGreaterThan(1);
    await until(() => pick.contains(document.activeElement));
    await userEvent.keyboard('{Enter}');
    await until(() => shown?.address().includes('sel=outage'));
  });

  it('says that everything is on, and how fresh that is', async () => {
    const feed = createFakeFeed({ outages: 0 });
    shown = await renderPage({ path: '/map', feed });
    await until(() => canvas('basemap'));
    const [summary] = [...(shown.live.store.table('summary').values() ?? [])];
    if (!summary) throw new Error('the feed has a summary');
    feed.change({ summary: [{ ...summary, customersUnknown: 0, customersOut: 0, outagesOpen: 0 }] });
    await until(() => /Everything is on: 12,000 customers, checked/.test(document.querySelector('.map-all-on')?.textContent ?? ''));
  });

  it('keeps the list when the network picture cannot be read', async () => {
    const feed = createFakeFeed();
    feed.answerPath('/api/v1/network/geometry', { code: 'not-found', title: 'not found' }, 404);
    shown = await renderPage({ path: '/map', feed });
    await until(() => document.querySelector('.map-note[role="alert"]'));
    expect(document.querySelectorAll('.table-row[data-id]').length).toBe(6);
  });

  it('[V11] draws again in the colours of another theme', async () => {
    shown = await renderPage({ path: '/map' });
    const network = await until(() => canvas('network'));
    const lightest = () => {
      const data = network.getContext('2d')?.getImageData(0, 0, network.width, network.height).data ?? [];
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) return `${data[i]},${data[i + 1]},${data[i + 2]}`;
      return null;
    };
    const before = await until(lightest);
    document.documentElement.dataset.look = 'dark';
    window.dispatchEvent(new Event('relight-look'));
    await until(() => {
      const now = lightest();
      return now !== null && now !== before;
    });
  });
});
