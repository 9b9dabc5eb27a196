/** The frame around every screen: live or not, alarms, search, help, addresses. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import { createFakeFeed } from '../support/fakeFeed.ts';
import { townOutage } from '../support/fakeTown.ts';
import { type Page, type PageOptions, renderPage } from './support/renderPage.tsx';
import { until } from './support/until.ts';

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});

async function show(options: PageOptions) {
  shown = await renderPage(options);
  await until(() => /\d/.test(document.querySelector('.figure-first strong')?.textContent ?? ''));
  return shown;
}

beforeAll(() => browserPage.viewport(1440, 900));

describe('[L7] without a line', () => {
  it.each(['/map', '/outages', '/places', '/reports', '/sources'])(
    '%s keeps its picture, says since when, and stops commands',
    async (path) => {
      const { feed } = await show({ path: `${path}?sel=outage/outage:0` });
      feed.setReachable(false);
      feed.cut();
      const banner = await until(() => document.querySelector('.banner[data-tone="alarm"]'));
      expect(banner.textContent).toContain('Not live since 15:20:00');
      await until(() => /Next try in \d+ s/.test(banner.textContent ?? ''));
      expect(document.querySelector('.shell')?.hasAttribute('data-frozen')).toBe(true);
      for (const button of document.querySelectorAll('.strip-line button.button'))
        expect(button.getAttribute('aria-disabled')).toBe('true');
      expect(document.querySelector('.figure-first strong')?.textContent).not.toBe('–');
      feed.setReachable(true);
      await userEvent.click(
        await until(() => [...document.querySelectorAll('.banner button')].find((each) => each.textContent === 'Try now')),
      );
      await until(() => document.querySelector('.banner')?.textContent?.includes('Live again'));
    },
  );
});

describe('banners', () => {
  it('say that nothing can be recorded', async () => {
    const { feed } = await show({ path: '/outages' });
    feed.change({}, [], { recording: false });
    await until(() => document.querySelector('.banner')?.textContent?.includes('Nothing can be recorded'));
  });

  it('show simulated time and its speed', async () => {
    const { feed } = await show({ path: '/outages' });
    feed.change({}, [], { clockSpeed: 10 });
    await until(() => document.querySelector('.banner')?.textContent?.includes('10× real speed'));
  });

  it('[L13] name the parts of an address that were not understood', async () => {
    await show({ path: '/outages?f=9&moon=full&sel=person/7' });
    await until(() => document.querySelector('.banner')?.textContent?.includes('moon'));
    expect(document.querySelectorAll('.table-row[data-id]').length).toBe(6);
  });
});

describe('the alarm strip', () => {
  it('shows the worst unacknowledged outage first and is as high when there is none', async () => {
    const { feed } = await show({ path: '/outages' });
    const strip = await until(() => document.querySelector<HTMLElement>('.strip'));
    const height = strip.offsetHeight;
    feed.change({ outage: [townOutage(40, feed.now, { priority: 1, customersOut: 9999, acknowledged: false })] });
    await until(() => document.querySelector('.strip-line')?.textContent?.includes('breaker 40'));
    feed.change({ outage: Array.from({ length: 41 }, (_, number) => townOutage(number, feed.now, { acknowledged: true })) });
    await until(() => strip.textContent?.includes('No unacknowledged outage'));
    expect(strip.offsetHeight).toBe(height);
  });

  it('[L16] tells a new priority 1 outage at once', async () => {
    const { feed } = await show({ path: '/outages' });
    feed.change({ outage: [townOutage(41, feed.now, { priority: 1, customersOut: 12, acknowledged: false })] });
    await until(() => document.querySelector('.unseen[role="alert"]')?.textContent?.includes('breaker 41, 12 customers'));
  });
});

describe('finding', () => {
  it('opens with Ctrl K and leads to a device that only the server knows', async () => {
    const { address } = await show({ path: '/outages' });
    await userEvent.keyboard('{Control>}k{/Control}');
    await until(() => document.querySelector('dialog[open] input'));
    await userEvent.keyboard('calle 3');
    await until(() => [...document.querySelectorAll('.palette-hit')].some((hit) => hit.textContent?.includes('cb-3')));
    const hits = [...document.querySelectorAll('.palette-hit')];
    const at = hits.findIndex((hit) => hit.textContent?.includes('cb-3'));
    await userEvent.keyboard('{ArrowDown}'.repeat(at));
    await userEvent.keyboard('{Enter}');
    await until(() => address().startsWith('/map?sel=device'));
  });

  it('lists the keys of the screen with ?', async () => {
    await show({ path: '/outages' });
    await userEvent.keyboard('?');
    const help = await until(() => document.querySelector('dialog[open] .help'));
    expect(help.textContent).toContain('Let new rows in');
    await userEvent.keyboard('{Escape}');
    await until(() => !document.querySelector('dialog[open]'));
  });
});

describe('figures', () => {
  it('are those of the server, each by itself', async () => {
    const feed = createFakeFeed();
    await show({ path: '/outages', feed });
    const words = [...document.querySelectorAll('.figure')].map((figure) => figure.textContent);
    expect(words.at(-1)).toBe('40unknown');
    expect(words[1]).toBe('0predicted');
  });

  it('name a silent source in words', async () => {
    await show({ path: '/outages' });
    await until(() => document.querySelector('.lamp[data-state="lost"]')?.textContent?.includes('SCADA lost'));
  });
});
