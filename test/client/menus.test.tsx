/** Menus and long texts: reachable by keys, and nothing cut off when words are 1.6 times as long. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import { violations } from './support/axe.ts';
import { type Page, renderPage } from './support/renderPage.tsx';
import { until } from './support/until.ts';

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});

beforeAll(() => browserPage.viewport(1440, 900));

describe('[K3] menus', () => {
  it('open by key, change the language at once and give focus back', async () => {
    shown = await renderPage({ path: '/outages' });
    const button = await until(() => document.querySelector<HTMLElement>('.person'));
    button.focus();
    await userEvent.keyboard('{Enter}');
    const menu = await until(() => document.querySelector<HTMLElement>('[role="menu"]'));
    expect(await violations(menu)).toEqual([]);
    await until(() => menu.contains(document.activeElement));
    const chinese = [...menu.querySelectorAll<HTMLElement>('[role="menuitemradio"]')].find((item) => item.textContent === '中文');
    chinese?.focus();
    await userEvent.keyboard('{Enter}');
    await until(() => document.documentElement.lang === 'zh-CN');
    await until(() => document.activeElement?.classList.contains('person'));
  });

  it('of an outage say why a command is not possible now', async () => {
    shown = await renderPage({ path: '/outages?sel=outage/outage:0' });
    const more = await until(() =>
      [...document.querySelectorAll<HTMLElement>('.commands button')].find((each) => each.textContent?.startsWith('More')),
    );
    await userEvent.click(more);
    const reopen = await until(() => [...document.querySelectorAll('[role="menuitem"]')].find((item) => item.textContent === 'Reopen'));
    expect(reopen.getAttribute('title')).toBe('Not possible in the state “Confirmed”.');
    await userEvent.keyboard('{Escape}');
  });
});

describe('[I1] texts 1.6 times as long', () => {
  it('are nowhere cut off in buttons, figures and navigation', async () => {
    shown = await renderPage({ path: '/outages?sel=outage/outage:0' });
    await until(() => document.querySelector('.timeline li'));
    // Every word on screen is stretched in place: what has no room shows as overflow.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.textContent ?? '';
      if (/\p{L}{3}/u.test(text) && !node.parentElement?.closest('[lang="es"], time, code, svg')) {
        node.textContent = text.replaceAll(/\p{L}+/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.6)));
      }
    }
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const boxes = [...document.querySelectorAll<HTMLElement>('.button, .figure, .rail-link, .numbers dt, .fact dd, .banner, .detail-part')];
    const cut = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).textOverflow !== 'ellipsis');
    expect(cut.map((box) => `${box.className}: ${box.textContent?.slice(0, 60)}`)).toEqual([]);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1440);
  });
});
