/** Every screen: readable by everybody, in both languages and themes, with nothing cut off. */

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page as browserPage } from 'vitest/browser';
import { languages } from '../../client/live/preferences.ts';
import { violations } from './support/axe.ts';
import { type Page, renderPage } from './support/renderPage.tsx';
import { until } from './support/until.ts';

const SCREENS = [
  ['map', '/map', '.map-canvas'],
  ['map with a selected outage', '/map?sel=outage/outage:0', '.timeline li'],
  ['map with a selected device', '/map?sel=device/cb-0', '.detail .facts'],
  ['outages', '/outages', '.table-row[data-id]'],
  ['outage detail', '/outages/outage:0', '.timeline li'],
  ['feeders', '/places', '.table-row[data-id]'],
  ['areas', '/places?tab=areas', '.table-row[data-id]'],
  ['reports', '/reports', '.table-row[data-id]'],
  ['service desk', '/customers', '[role="combobox"]'],
  ['sources', '/sources', '.rejection'],
] as const;

let shown: Page | null = null;
afterEach(async () => {
  await shown?.stop();
  shown = null;
});

async function show(path: string, sign: string, preferences = {}) {
  shown = await renderPage({ path, preferences });
  await until(() => document.querySelector(sign));
  return shown;
}

beforeAll(() => browserPage.viewport(1440, 900));

describe.each(SCREENS)('%s', (_, path, sign) => {
  it.each([
    ['light', 'en'],
    ['dark', 'en'],
    ['light', 'zh-CN'],
    ['dark', 'zh-CN'],
  ] as const)('has no accessibility violation in %s, %s', async (theme, language) => {
    const { box } = await show(path, sign, { theme, language });
    await until(() => document.documentElement.lang === language);
    expect(await violations(box)).toEqual([]);
  });

  it('[V9] fits 320 pixels without scrolling sideways', async () => {
    await browserPage.viewport(320, 640);
    await show(path, sign);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
    await browserPage.viewport(1440, 900);
  });
});

describe('[V11] changing the language', () => {
  it('keeps the page, the selection and the draft', async () => {
    const { live } = await show('/outages?sel=outage/outage:1', '.timeline li');
    const field = await until(() => document.querySelector<HTMLInputElement>('.filter-text'));
    const comment = await until(() =>
      [...document.querySelectorAll<HTMLButtonElement>('.command-row button')].find((each) => each.textContent === 'Comment'),
    );
    comment.click();
    const draft = await until(() => document.querySelector<HTMLTextAreaElement>('.command-form textarea'));
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(draft, 'half a sentence');
    draft.dispatchEvent(new Event('input', { bubbles: true }));
    for (const language of languages.toReversed()) {
      live.preferences.setState({ language });
      await until(() => document.documentElement.lang === language);
      expect(document.querySelector<HTMLTextAreaElement>('.command-form textarea')).toBe(draft);
      expect(draft.value).toBe('half a sentence');
      expect(document.querySelector('.filter-text')).toBe(field);
      expect(document.querySelector('.table-row[aria-selected="true"]')?.getAttribute('data-id')).toBe('outage:1');
    }
  });
});
