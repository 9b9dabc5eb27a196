/** A crew's phone in a test: a small touch screen with a position, signed in as the crew of the demo. */

import type { Browser, BrowserContext, Page } from 'playwright';
import { demoCookie } from '../../support/chromium.ts';
import type { Look } from './staffPage.ts';

export type Phone = { readonly context: BrowserContext; readonly page: Page; readonly errors: readonly string[] };

type Options = {
  readonly browser: Browser;
  readonly http: string;
  readonly place: { readonly lon: number; readonly lat: number };
  readonly look?: Look;
};

export async function openPhone({ browser, http, place, look = { theme: 'light', language: 'en' } }: Options): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    baseURL: http,
    permissions: ['geolocation'],
    geolocation: { longitude: place.lon, latitude: place.lat },
  });
  await context.addCookies([await demoCookie({ http, user: 'crew' })]);
  await context.addInitScript((chosen) => {
    if (!localStorage.getItem('relight.preferences')) localStorage.setItem('relight.preferences', JSON.stringify(chosen));
  }, look);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/crew');
  return { context, page, errors };
}
